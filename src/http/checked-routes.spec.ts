import { Controller, Get, Post, Put, type Type } from '@nestjs/common';
import { MetadataScanner, Reflector, type DiscoveryService } from '@nestjs/core';
import { z } from 'zod';
import { CheckedRoutes } from './checked-routes.js';
import { Reads, Writes, type CallerOf } from './route.js';

@Controller('v1/declared')
class Declared {
  @Get()
  @Reads(z.string())
  list(): void {}

  @Post()
  @Writes({ 200: z.string() }, [])
  change(_callerOf: CallerOf): void {}

  notARoute(): void {}
}

@Controller('v1/read')
class UndeclaredRead {
  @Get(':id')
  list(): void {}
}

@Controller()
class UndeclaredChange {
  @Put('/v1/change')
  change(): void {}
}

@Controller('v1/change')
class ChangeDeclaredAsRead {
  @Post()
  @Reads(z.string())
  change(): void {}
}

@Controller()
class OutsideV1 {
  @Get('healthz')
  health(): void {}
}

const start = (...controllers: readonly Type[]) => {
  const discovery = { getControllers: () => controllers.map((metatype) => ({ metatype })) };
  new CheckedRoutes(
    discovery as unknown as DiscoveryService,
    new MetadataScanner(),
    new Reflector(),
  ).onModuleInit();
};

describe('The check of the routes at the start', () => {
  it('accepts routes under /v1 that declare their requirements, and any other route', () => {
    expect(() => start(Declared, OutsideV1)).not.toThrow();
  });

  it.each`
    controller              | declaration
    ${UndeclaredRead}       | ${'UndeclaredRead.list has no declared requirements: add @Reads.'}
    ${UndeclaredChange}     | ${'UndeclaredChange.change has no declared requirements: add @Writes.'}
    ${ChangeDeclaredAsRead} | ${'ChangeDeclaredAsRead.change has no declared requirements: add @Writes.'}
  `('refuses: $declaration', ({ controller, declaration }) => {
    expect(() => start(Declared, controller)).toThrow(declaration);
  });
});
