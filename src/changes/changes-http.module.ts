import { Module, type DynamicModule } from '@nestjs/common';
import { AsyncApiController } from './asyncapi.controller.js';
import { ChangesController } from './changes.controller.js';
import { Config } from '../config/config.js';
import { GroupStore } from './groups/group-store.js';
import { Groups } from './groups/groups.js';
import { GroupsController } from './groups/groups.controller.js';
import { groupStoreAt } from './groups/open-group-store.js';
import { Targets } from './webhooks/target.js';
import { WebhookSender } from './webhooks/webhook-sender.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { WebhookGroups, Webhooks } from './webhooks/webhooks.js';
import { NamesInLog } from './names-in-log.js';
import { NewestChangesOfHandler } from './newest-changes.query.js';

/** The slice's HTTP interface. `http` is an `HttpModule`. */
@Module({})
export class ChangesHttpModule {
  static register(http: DynamicModule): DynamicModule {
    return {
      module: ChangesHttpModule,
      imports: [http],
      controllers: [ChangesController, AsyncApiController, GroupsController, WebhooksController],
      providers: [
        NamesInLog,
        NewestChangesOfHandler,
        {
          provide: GroupStore,
          inject: [Config],
          useFactory: ({ groups }: Config) => groupStoreAt(groups),
        },
        Groups,
        {
          provide: Targets,
          inject: [Config],
          useFactory: ({ webhookNetworks }: Config) => new Targets(webhookNetworks),
        },
        WebhookGroups,
        Webhooks,
        WebhookSender,
      ],
    };
  }
}
