import { Injectable, RequestMethod, type OnModuleInit, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { RouteRequirements } from './route.js';

/** Refuses to start the service with a route that declares no requirements, because it would be called without checks. */
@Injectable()
export class CheckedRoutes implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    for (const { metatype } of this.discovery.getControllers()) this.check(metatype as Type);
  }

  /** @throws {Error} a GET under `/v1` is not declared with `@Reads`, or another method not with `@Writes`. */
  check(controller: Type): void {
    const prototype = controller.prototype as Readonly<Record<string, () => unknown>>;
    for (const name of this.scanner.getAllMethodNames(prototype)) {
      const handler = prototype[name]!;
      const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
      if (method === undefined) continue;
      const path = [controller, handler].flatMap(
        (each) => Reflect.getMetadata(PATH_METADATA, each) as string,
      );
      if (!/^\/*v1(?:\/|$)/.test(path.join('/'))) continue;
      const requirements = this.reflector.get(RouteRequirements, handler);
      const isDeclared =
        method === RequestMethod.GET ? requirements?.token !== undefined : requirements?.actor;
      if (!isDeclared)
        throw new Error(
          `${controller.name}.${name} has no declared requirements: add ${method === RequestMethod.GET ? '@Reads' : '@Writes'}.`,
        );
    }
  }
}
