FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# Without its install script the package `node` brings no binary, so the image's own Node is used.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY migrations migrations
COPY projections projections
COPY src src
COPY tools tools
RUN npm run build

FROM node:24-slim
ENV NODE_ENV=production
# Memory that is freed goes back to the system: see "Memory" in docs/operation.md.
ENV MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=131072 MALLOC_TRIM_THRESHOLD_=1000000
WORKDIR /app
COPY package.json package-lock.json ./
# Nothing at run time needs an install script: the SQLite binary comes inside its package.
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force
COPY --from=build /app/dist dist
COPY LICENSE ./
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
# Runs inside the container, so it does not depend on the published address.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# `docker run … budgets list --data /data` runs another command on the same data.
# New objects get 16 MiB instead of 128: see "Memory" in docs/operation.md.
ENTRYPOINT ["node", "--max-semi-space-size=8", "dist/src/program/cli.js"]
CMD ["serve", "--data", "/data", "--port", "3000"]
