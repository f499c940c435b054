export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process runs and answers */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The log answers and every view follows it; otherwise 503, which names the views that do not
         * @description A stopped budget is named, and takes no instance out of service: its own reads are refused.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The figures that an operator watches, in the text format of Prometheus */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/oauth-protected-resource": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a token for this service is to be had (RFC 9728) */
        get: operations["getProtectedResource"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The budgets of the ledger */
        get: operations["listBudgets"];
        put?: never;
        /**
         * Opens a budget without a document
         * @description 200 if it is open already, for the same agency.
         */
        post: operations["openBudget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{budget}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One budget
         * @description Its `ETag` is the version that a change sends in `If-Match`.
         */
        get: operations["getBudget"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{budget}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The lines of a budget, as of a day, an instant or a position */
        get: operations["listLines"];
        put?: never;
        /** Enters lines of the original budget without a document */
        post: operations["enterLines"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{budget}/lines/{line}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records that the line goes on from a line of the year before */
        post: operations["linkLine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{budget}/lines/{line}/unlink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a link back; both stay in the trail */
        post: operations["unlinkLine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{budget}/tables/{table}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One table of a budget, as of a day, an instant or a position */
        get: operations["getTable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{budget}/document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole budget in its published layout, as of a day, an instant or a position */
        get: operations["getPrintedBudget"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{budget}/deltas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The changes from a base: the prior budget, the original, or the budget as of a day */
        get: operations["getDeltas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{budget}/bridge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** From the original to the adjusted budget, line by line */
        get: operations["getBridge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{budget}/trail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything recorded of the budget, in the order of the log */
        get: operations["getTrail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/totals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The sums, the bridge and the changes of many budgets
         * @description Years are never added: without `year` the newest is summed. Departments and units are never added: without `scope` that is summed in which more agencies have a budget.
         */
        get: operations["getTotals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The places of a text: agencies, lines, projects, reasons of amendments and corrections
         * @description Any part of a name or reason, or the first digits of a code. 100 hits without `limit`.
         */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{budget}/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The findings of a budget, open and resolved
         * @description With `position`: as they stood when the log had it.
         */
        get: operations["listFindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{budget}/findings/{finding}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decides a finding
         * @description `accept-expected` corrects the cell to the expected figure. A later decision replaces an earlier one.
         */
        post: operations["resolveFinding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{budget}/amendments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The amendments of a budget in the order in which they were proposed
         * @description With `position`: as each stood when the log had it.
         */
        get: operations["listAmendmentsOfBudget"];
        put?: never;
        /**
         * Proposes an amendment
         * @description It moves nothing until another person approves it.
         */
        post: operations["proposeAmendment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{budget}/amendments/{amendment}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves an amendment: from then on it counts */
        post: operations["approveAmendment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{budget}/amendments/{amendment}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rejects an amendment that another person has proposed */
        post: operations["rejectAmendment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{budget}/amendments/{amendment}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraws an amendment: the proposer alone may */
        post: operations["withdrawAmendment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{budget}/amendments/{amendment}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records that the money of a transfer is back in this budget
         * @description For a transfer whose receiving budget was closed before the money arrived.
         */
        post: operations["returnAmendment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/amendments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The amendments of all budgets in the order in which they were proposed
         * @description With `status=proposed`: what waits for an approval. With `position`: as each stood when the log had it.
         */
        get: operations["listAmendments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/amendments/{amendment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One amendment, by its id
         * @description With `position`: as it stood when the log had it.
         */
        get: operations["getAmendment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{budget}/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Corrects a record that was wrong (更正)
         * @description It is no amendment, and is possible after the year is closed.
         */
        post: operations["correctLine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{budget}/executions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records what was spent up to a day (执行数) */
        post: operations["recordExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{budget}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records that the original budget is approved (批复)
         * @description A later approval replaces it.
         */
        post: operations["approveBudget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/budgets/{budget}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Closes the year of a budget: only corrections may follow, and nothing undoes it
         * @description `confirm` is the id of the budget once more.
         */
        post: operations["closeYear"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The agencies of the ledger, in the order of their codes */
        get: operations["listAgencies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agencies/{agency}/rename": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives an agency a new name from a day on */
        post: operations["renameAgency"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reads and checks a document, and shows what its commit would record
         * @description Nothing is recorded yet.
         */
        post: operations["previewImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/commit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records a document that was previewed
         * @description 201; 200 with the first token if the same bytes were recorded before. With If-Match only where the budget has not changed since, with If-None-Match: * only where there is none yet.
         */
        post: operations["commitImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The documents of all budgets in the order of their import */
        get: operations["listDocuments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One document, with its tables and the events that came of it
         * @description By its SHA-256, or the first four digits of it or more. Where several budgets have it, the newest record, or that of `budget`.
         */
        get: operations["getDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{sha256}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file of a document, with the bytes that were recorded */
        get: operations["getDocumentContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The changes in the order of the log: the history, then live
         * @description NDJSON, one change a line, or server-sent events or CloudEvents by Accept. docs/streams.md says how a reader proves that it missed nothing.
         */
        get: operations["followChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/asyncapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The description of the stream of changes (AsyncAPI 3) */
        get: operations["getAsyncApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The groups, with how far they are and what is parked */
        get: operations["listGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/groups/{group}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A group, with how far it is and what is parked */
        get: operations["showGroup"];
        /**
         * Makes a group, or changes how it delivers
         * @description Its place stays.
         */
        put: operations["putGroup"];
        post?: never;
        /** Removes a group with its place */
        delete: operations["deleteGroup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/groups/{group}/lease": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hands changes of one budget to a worker
         * @description Nobody else gets changes of that budget until they are acknowledged, refused or parked, or the lease ends.
         */
        post: operations["leaseChanges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/groups/{group}/ack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The changes of a lease are done */
        post: operations["acknowledgeChanges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/groups/{group}/nack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The first change of a lease has failed
         * @description It is handed out again; after maxAttempts it is parked with the later changes of its budget.
         */
        post: operations["refuseChanges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/groups/{group}/park": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Parks the changes of a lease with the later ones of their budget */
        post: operations["parkChanges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/groups/{group}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says how many changes are parked; with that number, hands them out again */
        post: operations["replayParked"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The webhooks, with their last attempts and how far they are */
        get: operations["listWebhooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A webhook, with its last attempts and how far it is */
        get: operations["showWebhook"];
        /** Makes a webhook, and answers its secret once; or changes it */
        put: operations["putWebhook"];
        post?: never;
        /** Removes a webhook with its place */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a new secret; the old one signs too for a day */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a delivery that is no change, and changes nothing */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says how many changes are parked; with that number, sends them again */
        post: operations["replayWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads and checks every byte of the log and of the documents
         * @description The time it takes grows with the log. One runs at a time, in a process of its own: others get 429. It ends when its caller goes.
         */
        get: operations["verifyLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/reads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who asked for what, newest first, where callers are authenticated
         * @description Needs an auditor of all agencies and years. Always in parts, of 1,000 entries where no limit is given.
         */
        get: operations["listReads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The changes after publication, one entry for each line that a change moves */
        get: operations["listAuditChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/late": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The changes that were recorded more than `days` days after they took effect */
        get: operations["listLateChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/exceptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an auditor should look into; it is not necessarily wrong
         * @description A part looks at a bounded number of budgets: `items` may have fewer entries than asked for, or none, while `next` leads on. The list ends where `next` is null.
         */
        get: operations["listAuditExceptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/in-transit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Money that has left one budget and not yet arrived in the other
         * @description Added to the sum of all budgets, it makes the total right. The filters are about the budget that the money has left.
         */
        get: operations["listTransfersInTransit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proof/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest checkpoint, a signed note */
        get: operations["getCheckpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proof/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public key of the checkpoints, as a line of text */
        get: operations["getCheckpointKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proof/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The list of keys by which a checkpoint of an earlier key is accepted; empty where the key was never changed
         * @description A note for each change, signed by both keys, with an empty line after it.
         */
        get: operations["listCheckpointKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proof/verifier": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The program that verifies a bundle by itself
         * @description One file for Node.js: node budget-ledger-verify.mjs FILE.zip --key KEY.
         */
        get: operations["getVerifier"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proof/tile/{level}/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hashes of the tree that stand side by side, 32 bytes each
         * @description By the path that C2SP tlog-tiles gives a tile, such as tile/0/x001/067 or tile/0/000.p/5.
         */
        get: operations["getTile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proof/events/{position}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One event as it is stored, and the proof that it is in the newest checkpoint
         * @description By its position in the log, or by its id. `proof` is a C2SP tlog-proof.
         */
        get: operations["getEventProof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proof/consistency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The hashes that prove that one checkpoint continues another, a line of base64 each
         * @description Of the checkpoints of `from` and `to` events (RFC 9162, section 2.1.4).
         */
        get: operations["getConsistencyProof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proof/bundles/{budget}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One file with all that proves how a budget stands, as of a day, an instant or a position
         * @description The program of /v1/proof/verifier verifies it.
         */
        get: operations["getBundle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Health: {
            /** @enum {string} */
            status: "alive";
        };
        Readiness: {
            /** @enum {string} */
            status: "ready";
            projections: {
                name: string;
                /** @enum {string} */
                state: "live" | "behind" | "rebuilding";
                position: string;
                sequence: number;
                lag: number;
                stopped: {
                    budget: string;
                    position: string;
                    error: string;
                    since: string;
                }[];
                problem: string | null;
            }[];
            warnings?: string[];
        };
        ProtectedResource: {
            resource: string;
            authorization_servers: string[];
            scopes_supported: string[];
            bearer_methods_supported: "header"[];
            device_client_id?: string;
        };
        Budget: {
            budget: string;
            agency: {
                code: string;
                name: string;
            };
            fiscalYear: number;
            /** @enum {string} */
            scope: "department" | "unit";
            version: number;
            reconciled: boolean;
            /**
             * @description A view of the budget is stopped: what is said of it is not complete
             * @enum {boolean}
             */
            stopped?: true;
        };
        ShownBudget: {
            budget: string;
            agency: {
                code: string;
                name: string;
            };
            fiscalYear: number;
            /** @enum {string} */
            scope: "department" | "unit";
            version: number;
            reconciled: boolean;
            /**
             * @description A view of the budget is stopped: what is said of it is not complete
             * @enum {boolean}
             */
            stopped?: true;
            openedAs?: string;
            approval: {
                approvedOn: string;
                authority: {
                    number: string;
                    normalised: string | null;
                    title: string | null;
                    issuer: string | null;
                };
                approver: string;
                recordedAt: string;
            } | null;
            closedOn: string | null;
            /**
             * @description Yuan, two decimals
             * @example 1060056.00
             */
            original: string;
            /**
             * @description Yuan, two decimals
             * @example 1060056.00
             */
            adjusted: string;
            /**
             * @description Yuan, two decimals
             * @example 1060056.00
             */
            pending: string;
            proposals: number;
            executed: string | null;
            incoming: {
                from: string;
                amendment: string;
                /** @enum {string} */
                kind: "supplement" | "rescission" | "reallocation" | "carry-forward" | "reserve-drawdown" | "special-transfer" | "adjustment-plan";
                /** @enum {string} */
                status: "proposed" | "in-transit";
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                amount: string;
            }[];
            documents: {
                sha256: string;
                file: string | null;
                title: string;
                publishedOn: string | null;
            }[];
            openFindings: {
                error: number;
                warning: number;
                info: number;
            };
        };
        OpenBudget: {
            agency: {
                code: string;
                name: string;
            };
            fiscalYear: number;
            /** @enum {string} */
            scope: "department" | "unit";
        };
        OpenedBudget: {
            budget: string;
            agency: {
                code: string;
                name: string;
            };
            fiscalYear: number;
            /** @enum {string} */
            scope: "department" | "unit";
            version: number;
            reconciled: boolean;
            /**
             * @description A view of the budget is stopped: what is said of it is not complete
             * @enum {boolean}
             */
            stopped?: true;
            /** @example e1-00000000000000000042 */
            token: string;
            /**
             * @description It is recorded, and the views do not have it yet: what they would add may be absent
             * @enum {string}
             */
            projection?: "behind";
        };
        Lines: {
            budget: string;
            lines: components["schemas"]["Line"][];
            asOf: components["schemas"]["AsOf"];
        };
        Line: {
            line: string;
            /** @enum {string} */
            schedule: "revenue" | "expenditure" | "economic" | "three-public" | "project";
            function?: string;
            /** @enum {string} */
            fund?: "general" | "government-fund" | "state-capital" | "unit-funds";
            /** @enum {string} */
            expenditure?: "basic" | "project" | "undivided";
            economic?: string;
            /** @enum {string} */
            cost?: "personnel" | "public" | "undivided";
            /** @enum {string} */
            category?: "abroad" | "reception" | "vehicle-purchase" | "vehicle-running" | "operating";
            project?: string;
            /** @enum {string} */
            source?: "fiscal-appropriation" | "operating" | "business" | "other" | "special-account" | "carry-over" | "special-fund" | "other-level-appropriation" | "self-raised";
            name: string;
            /**
             * @description Yuan, two decimals
             * @example 1060056.00
             */
            amount: string;
            /**
             * @description Yuan, two decimals
             * @example 1060056.00
             */
            original: string;
            /**
             * @description Yuan, two decimals
             * @example 1060056.00
             */
            adjusted: string;
        };
        /** @description What the question resolved to; asked again with it, the answer is the same */
        AsOf: {
            effective: string | null;
            recorded: string | null;
            position: string;
        };
        EnterLines: {
            lines: ({
                /** @enum {string} */
                schedule: "revenue";
                function: string;
                /** @enum {string} */
                source: "fiscal-appropriation" | "operating" | "business" | "other" | "special-account" | "carry-over" | "special-fund" | "other-level-appropriation" | "self-raised";
                name?: string;
                amount: string;
            } | {
                /** @enum {string} */
                schedule: "expenditure";
                /** @enum {string} */
                fund: "general" | "government-fund" | "state-capital" | "unit-funds";
                function: string;
                /** @enum {string} */
                expenditure: "basic" | "project" | "undivided";
                name?: string;
                amount: string;
            } | {
                /** @enum {string} */
                schedule: "economic";
                economic: string;
                /** @enum {string} */
                cost: "personnel" | "public" | "undivided";
                name?: string;
                amount: string;
            } | {
                /** @enum {string} */
                schedule: "three-public";
                /** @enum {string} */
                category: "abroad" | "reception" | "vehicle-purchase" | "vehicle-running" | "operating";
                name?: string;
                amount: string;
            } | {
                /** @enum {string} */
                schedule: "project";
                project: string;
                /** @enum {string} */
                source: "fiscal-appropriation" | "operating" | "business" | "other" | "special-account" | "carry-over" | "special-fund" | "other-level-appropriation" | "self-raised";
                name?: string;
                amount: string;
            })[];
        };
        EnteredLines: {
            budget: string;
            version: number;
            /** @example e1-00000000000000000042 */
            token: string;
            lines: components["schemas"]["Line"][];
            recorded: number;
            findings: number;
            /**
             * @description It is recorded, and the views do not have it yet: what they would add may be absent
             * @enum {string}
             */
            projection?: "behind";
        };
        LinkLine: {
            from: string;
            weight?: string;
            reason: string;
        };
        LinkedLines: {
            budget: string;
            version: number;
            /** @example e1-00000000000000000042 */
            token: string;
            line: string;
            from: string;
            weight: string | null;
            /**
             * @description It is recorded, and the views do not have it yet: what they would add may be absent
             * @enum {string}
             */
            projection?: "behind";
        };
        UnlinkLine: {
            from: string;
            reason: string;
        };
        Table: {
            budget: string;
            /** @description 1 to 9; from 10 a further table of the newest document, which is none of the nine */
            table: number;
            /** @enum {string} */
            kind: "revenue-expenditure" | "revenue" | "expenditure" | "appropriation" | "general" | "government-fund" | "state-capital" | "basic-economic" | "three-public" | "projects" | "procurement" | "general-economic" | "basic-function" | "project-economic" | "appropriation-expenditure" | "appropriation-basic" | "basic-all" | "operating-cost" | "carry-over" | "other";
            /**
             * @description The form that the table was read in, or is shown in
             * @enum {string}
             */
            form: "shanghai" | "country";
            /** @description As a document of another form numbers it, such as 公开07表 */
            number: string | null;
            title: string;
            /** @enum {string} */
            unit: "元" | "千元" | "万元" | "百万元" | "亿元";
            /** @enum {string} */
            state: "read" | "declared-empty" | "missing" | "rebuilt";
            /** @description Of a further table, the headings that are printed over each */
            columns: string[];
            /** @description Of a further table, the headings of the texts of its rows, in the order of print */
            textColumns?: string[];
            rows: {
                code: string | null;
                name: string;
                /** @enum {string} */
                side?: "revenue" | "expenditure";
                /** @description Of a further table: what else its document prints in the row, by the heading over it, such as a body or a quantity */
                texts?: {
                    [key: string]: string;
                };
                cells: {
                    [key: string]: string | null;
                };
            }[];
            totals: {
                revenue: {
                    [key: string]: string | null;
                };
                expenditure: {
                    [key: string]: string | null;
                };
            } | {
                [key: string]: string | null;
            };
            /** @description Of a further table: what else its document prints in the row, by the heading over it, such as a body or a quantity */
            totalTexts?: {
                [key: string]: string;
            };
            /** @description Of a further table, true where the budget has changes beside what its document printed: this table shows none of them */
            changedSince?: boolean;
            asOf: components["schemas"]["AsOf"];
        };
        Document: {
            budget: string;
            /** @description As the newest document prints it */
            agencyName: string;
            fiscalYear: number;
            /** @enum {string} */
            scope: "department" | "unit";
            /** @description Of the cover, as the newest document prints it; absent where there is none */
            title?: string;
            /** @description Whether amendments are in force: the document is that of an adjusted budget (调整预算) */
            adjusted?: boolean;
            /** @description The standard sentences (编制说明) */
            narrative: {
                heading: string;
                paragraphs: string[];
            }[];
            tables: components["schemas"]["Table"][];
            /** @description The tables of the newest document that are none of the nine, as it prints them; absent where it has none */
            further?: components["schemas"]["Table"][];
            /** @description Of an adjusted budget: original, change and adjusted (年初预算数、调整数、调整后预算数) of each source and item that amendments have moved; absent where they have moved nothing */
            adjustments?: components["schemas"]["Table"];
            asOf: components["schemas"]["AsOf"];
        };
        Deltas: {
            budget: string;
            against: {
                /** @enum {string} */
                kind: "prior-budget" | "prior-adjusted" | "prior-execution" | "original" | "as-of";
                budget: string | null;
                effective?: string;
            };
            /** @enum {string} */
            unit: "元" | "万元";
            rows: components["schemas"]["DeltaRow"][];
            total: components["schemas"]["DeltaRow"];
            suggestions?: components["schemas"]["ContinuitySuggestion"][];
            asOf: components["schemas"]["AsOf"];
        };
        DeltaRow: {
            code: string | null;
            name: string;
            /** @enum {string} */
            measure: "total" | "basic" | "project" | "personnel" | "public";
            base: string | null;
            current: string | null;
            /** @example +1076644.60 */
            delta: string | null;
            /** @example 15.32 */
            percent: string | null;
            /** @enum {string} */
            percentReason?: "base-zero";
            /** @example +1076644.60, 15.32% */
            text: string | null;
            stated: {
                base: string | null;
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                current: string;
                delta: string | null;
                percent: string | null;
                reason: string | null;
                agrees: ("yes" | "within-rounding" | "no") | null;
            } | null;
            linked?: components["schemas"]["LinkedLine"][];
            continuedIn?: components["schemas"]["LinkedLine"][];
        };
        LinkedLine: {
            line: string;
            /** @example 0.4 */
            weight: string;
        };
        ContinuitySuggestion: {
            line: string;
            from: string;
            /**
             * @description Of the names, from 0.00 to 1.00
             * @example 0.90
             */
            similarity: string;
        };
        Bridge: {
            budget: string;
            rows: {
                line: string;
                name: string;
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                original: string;
                amendments: {
                    /**
                     * @description Yuan, two decimals
                     * @example 1060056.00
                     */
                    supplement: string;
                    /**
                     * @description Yuan, two decimals
                     * @example 1060056.00
                     */
                    rescission: string;
                    /**
                     * @description Yuan, two decimals
                     * @example 1060056.00
                     */
                    reallocation: string;
                    /**
                     * @description Yuan, two decimals
                     * @example 1060056.00
                     */
                    "carry-forward": string;
                    /**
                     * @description Yuan, two decimals
                     * @example 1060056.00
                     */
                    "reserve-drawdown": string;
                    /**
                     * @description Yuan, two decimals
                     * @example 1060056.00
                     */
                    "special-transfer": string;
                    /**
                     * @description Yuan, two decimals
                     * @example 1060056.00
                     */
                    "adjustment-plan": string;
                };
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                corrections: string;
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                adjusted: string;
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                pending: string;
                executed: string | null;
                events: string[];
            }[];
            total: {
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                original: string;
                amendments: {
                    /**
                     * @description Yuan, two decimals
                     * @example 1060056.00
                     */
                    supplement: string;
                    /**
                     * @description Yuan, two decimals
                     * @example 1060056.00
                     */
                    rescission: string;
                    /**
                     * @description Yuan, two decimals
                     * @example 1060056.00
                     */
                    reallocation: string;
                    /**
                     * @description Yuan, two decimals
                     * @example 1060056.00
                     */
                    "carry-forward": string;
                    /**
                     * @description Yuan, two decimals
                     * @example 1060056.00
                     */
                    "reserve-drawdown": string;
                    /**
                     * @description Yuan, two decimals
                     * @example 1060056.00
                     */
                    "special-transfer": string;
                    /**
                     * @description Yuan, two decimals
                     * @example 1060056.00
                     */
                    "adjustment-plan": string;
                };
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                corrections: string;
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                adjusted: string;
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                pending: string;
                executed: string | null;
                events: string[];
            };
            asOf: components["schemas"]["AsOf"];
        };
        Trail: {
            budget: string;
            entries: {
                position: string;
                sequence: number;
                id: string;
                type: string;
                recordedAt: string;
                effectiveOn: string | null;
                approvedOn: string | null;
                actor: string;
                line: string | null;
                claim?: components["schemas"]["ClaimCell"];
                before: string | null;
                delta: string | null;
                after: string | null;
                reason: string | null;
                authority: {
                    number: string;
                    normalised: string | null;
                    title: string | null;
                    issuer: string | null;
                } | null;
                source: components["schemas"]["Source"] | null;
                /** @enum {boolean} */
                afterClose?: true;
            }[];
            asOf: components["schemas"]["AsOf"];
        };
        ClaimCell: {
            /** @description SHA-256 of the document's bytes, in hex */
            document: string;
            table: number;
            row: number;
            column: string;
        };
        Source: {
            /** @description SHA-256 of the document's bytes, in hex */
            document: string;
            table: number | null;
            page: number | null;
            line: number | null;
            row: number | null;
            column: string | null;
            /** @description The figure's text as printed */
            text: string;
            /** @enum {string} */
            unit: "元" | "千元" | "万元" | "百万元" | "亿元";
            code?: string;
        };
        TrailPart: {
            budget: string;
            items: {
                position: string;
                sequence: number;
                id: string;
                type: string;
                recordedAt: string;
                effectiveOn: string | null;
                approvedOn: string | null;
                actor: string;
                line: string | null;
                claim?: components["schemas"]["ClaimCell"];
                before: string | null;
                delta: string | null;
                after: string | null;
                reason: string | null;
                authority: {
                    number: string;
                    normalised: string | null;
                    title: string | null;
                    issuer: string | null;
                } | null;
                source: components["schemas"]["Source"] | null;
                /** @enum {boolean} */
                afterClose?: true;
            }[];
            next: string | null;
            asOf: components["schemas"]["AsOf"];
        };
        Totals: {
            /** @enum {string} */
            by: "class" | "agency" | "economic" | "kind";
            years: number[];
            agency: string | null;
            code: string | null;
            scope: ("department" | "unit") | null;
            against: {
                /** @enum {string} */
                kind: "prior-budget" | "prior-adjusted" | "prior-execution" | "original" | "as-of";
                effective?: string;
            };
            budgets: number;
            compared: number;
            leftOut: {
                budget: string;
                /** @enum {string} */
                why: "stopped" | "other-scope" | "no-base" | "base-stopped";
            }[];
            /** @enum {string} */
            unit: "元";
            rows: components["schemas"]["TotalsRow"][];
            total: components["schemas"]["TotalsRow"];
            /**
             * @description Yuan, two decimals
             * @example 1060056.00
             */
            inTransit: string;
            asOf: components["schemas"]["AsOf"];
        };
        TotalsRow: {
            code: string | null;
            name: string;
            /**
             * @description Yuan, two decimals
             * @example 1060056.00
             */
            original: string;
            amendments: {
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                supplement: string;
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                rescission: string;
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                reallocation: string;
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                "carry-forward": string;
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                "reserve-drawdown": string;
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                "special-transfer": string;
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                "adjustment-plan": string;
            };
            /**
             * @description Yuan, two decimals
             * @example 1060056.00
             */
            corrections: string;
            /**
             * @description Yuan, two decimals
             * @example 1060056.00
             */
            adjusted: string;
            /**
             * @description Yuan, two decimals
             * @example 1060056.00
             */
            pending: string;
            executed: string | null;
            base: string | null;
            current: string | null;
            /** @example +1076644.60 */
            delta: string | null;
            /** @example 15.32 */
            percent: string | null;
            /** @enum {string} */
            percentReason?: "base-zero";
            /** @example +1076644.60, 15.32% */
            text: string | null;
        };
        SearchHits: {
            items: components["schemas"]["SearchHit"][];
            next: string | null;
            /** @description Budgets of which not every text is found, because a view is stopped */
            stopped?: string[];
        };
        SearchHit: {
            /** @enum {string} */
            kind: "agency" | "line" | "project" | "amendment" | "correction";
            budget: string;
            line: string | null;
            amendment: string | null;
            event: string | null;
            text: string;
            /**
             * @description A view of the budget is stopped: what is said of it is not complete
             * @enum {boolean}
             */
            stopped?: true;
        };
        Finding: {
            id: string;
            document: string | null;
            rule: string;
            /** @enum {string} */
            severity: "error" | "warning" | "info";
            table: number | null;
            section: string | null;
            subject: string | null;
            column: string | null;
            printed: string | null;
            expected: string | null;
            difference: string | null;
            unit: ("元" | "千元" | "万元" | "百万元" | "亿元") | null;
            places: {
                table: number | null;
                page: number | null;
                line: number | null;
                row: number | null;
                column: string | null;
                text: string;
                event: string | null;
            }[];
            hint: string | null;
            message: string;
            /** @enum {string} */
            status: "open" | "resolved";
            resolution: {
                /** @enum {string} */
                decision: "accept-printed" | "accept-expected" | "known-slip" | "no-longer-holds" | "superseded";
                reason: string;
                actor: string;
                recordedAt: string;
            } | null;
            /** @enum {string} */
            decision?: "accept-printed" | "accept-expected" | "known-slip" | "no-longer-holds" | "superseded";
            reason?: string;
        };
        ResolveFinding: {
            /** @enum {string} */
            decision: "accept-printed" | "accept-expected" | "known-slip";
            reason: string;
        };
        Resolved: {
            budget: string;
            version: number;
            /** @example e1-00000000000000000042 */
            token: string;
            /**
             * @description It is recorded, and the views do not have it yet: what they would add may be absent
             * @enum {string}
             */
            projection?: "behind";
        };
        Amendment: {
            budget: string;
            id: string;
            /** @enum {string} */
            status: "proposed" | "approved" | "rejected" | "withdrawn" | "returned";
            /** @enum {string} */
            kind: "supplement" | "rescission" | "reallocation" | "carry-forward" | "reserve-drawdown" | "special-transfer" | "adjustment-plan";
            reason: string;
            changes: {
                function: string;
                /** @enum {string} */
                fund: "general" | "government-fund" | "state-capital" | "unit-funds";
                /** @enum {string} */
                expenditure: "basic" | "project" | "undivided";
                economic: string | null;
                project: string | null;
                /** @enum {string} */
                source: "fiscal-appropriation" | "operating" | "business" | "other" | "special-account" | "carry-over" | "special-fund" | "other-level-appropriation" | "self-raised";
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                amount: string;
            }[];
            legs: {
                /** @enum {string} */
                schedule: "revenue" | "expenditure" | "economic" | "three-public" | "project";
                key: string;
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                before: string;
                delta: string;
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                after: string;
            }[];
            /**
             * @description Yuan, two decimals
             * @example 1060056.00
             */
            net: string;
            /**
             * @description Yuan, two decimals
             * @example 1060056.00
             */
            gross: string;
            proposedBy: string;
            approvedBy: string | null;
            authority: {
                number: string;
                normalised: string | null;
                title: string | null;
                issuer: string | null;
            } | null;
            approvedOn: string | null;
            effectiveOn: string | null;
            proposedAt?: string;
            recordedAt: string;
            transferId?: string;
            ended?: {
                by: string;
                reason: string;
            };
            /**
             * @description A view of the budget is stopped: what is said of it is not complete
             * @enum {boolean}
             */
            stopped?: true;
        };
        ProposeAmendment: {
            /** @enum {string} */
            kind: "supplement" | "rescission" | "reallocation" | "carry-forward" | "reserve-drawdown" | "special-transfer" | "adjustment-plan";
            reason: string;
            changes: {
                function: string;
                /**
                 * @default general
                 * @enum {string}
                 */
                fund: "general" | "government-fund" | "state-capital" | "unit-funds";
                /** @enum {string} */
                expenditure: "basic" | "project" | "undivided";
                economic?: string;
                project?: string;
                /**
                 * @default fiscal-appropriation
                 * @enum {string}
                 */
                source: "fiscal-appropriation" | "operating" | "business" | "other" | "special-account" | "carry-over" | "special-fund" | "other-level-appropriation" | "self-raised";
                amount: string;
            }[];
            to?: string;
        };
        ChangePreview: {
            budget: string;
            amendment: components["schemas"]["Amendment"] | null;
            transferId?: string;
            amendments?: components["schemas"]["Amendment"][];
            tables: components["schemas"]["Table"][];
            receiverTables?: components["schemas"]["Table"][];
            deltas: components["schemas"]["Deltas"];
            approvals: {
                rule: string;
                approver: string;
                actors: string[] | null;
            }[];
            findings: components["schemas"]["Finding"][];
        };
        Changed: {
            budget: string;
            version: number;
            /** @example e1-00000000000000000042 */
            token: string;
            amendment?: components["schemas"]["Amendment"];
            transferId?: string;
            amendments?: components["schemas"]["Amendment"][];
            findings?: {
                id: string;
                rule: string;
                /** @enum {string} */
                severity: "error" | "warning" | "info";
                message: string;
                /** @enum {string} */
                status: "open" | "resolved";
            }[];
            /**
             * @description It is recorded, and the views do not have it yet: what they would add may be absent
             * @enum {string}
             */
            projection?: "behind";
        };
        ApproveAmendment: {
            authority?: {
                /** @default  */
                number: string;
                title?: string;
                issuer?: string;
            };
            approvedOn: string;
            effectiveOn?: string;
        };
        EndAmendment: {
            reason: string;
        };
        Correct: {
            corrects: string;
            line?: string;
            to: string;
            reason: string;
        };
        RecordExecution: {
            asOf: string;
            /** @enum {string} */
            status: "provisional" | "final";
            figures: {
                function: string;
                /** @enum {string} */
                expenditure?: "basic" | "project" | "undivided";
                project?: string;
                amount: string;
            }[];
        };
        ApproveBudget: {
            authority?: {
                /** @default  */
                number: string;
                title?: string;
                issuer?: string;
            };
            approvedOn: string;
        };
        CloseYear: {
            on: string;
            confirm?: string;
        };
        Agency: {
            code: string;
            name: string;
            names: {
                name: string;
                effectiveOn: string | null;
            }[];
            budgets: number;
            /**
             * @description A view of the agency itself is stopped: its names are not complete
             * @enum {boolean}
             */
            stopped?: true;
        };
        RenameAgency: {
            name: string;
            authority?: string;
            /** @description A day, YYYY-MM-DD */
            effectiveOn: string;
        };
        Renamed: {
            agency: {
                code: string;
                name: string;
            };
            version: number;
            /** @example e1-00000000000000000042 */
            token: string;
            /**
             * @description It is recorded, and the views do not have it yet: what they would add may be absent
             * @enum {string}
             */
            projection?: "behind";
        };
        ImportPreview: {
            id: string;
            file: string | null;
            sha256: string;
            /** @enum {string} */
            status: "preview" | "duplicate";
            budget: string;
            agency: {
                code: string;
                name: string;
            };
            fiscalYear: number;
            /** @enum {string} */
            scope: "department" | "unit";
            tables: {
                table: number;
                /** @enum {string} */
                state: "read" | "declared-empty" | "missing";
                rows: number;
                unit: ("元" | "千元" | "万元" | "百万元" | "亿元") | null;
            }[];
            lines: number;
            claims: number;
            findings: components["schemas"]["Finding"][];
            endedFindings: {
                id: string;
                rule: string;
                /** @enum {string} */
                severity: "error" | "warning" | "info";
                message: string;
                /** @enum {string} */
                decision: "no-longer-holds" | "superseded";
            }[];
            otherBudgets?: {
                budget: string;
                findings: components["schemas"]["Finding"][];
                endedFindings: {
                    id: string;
                    rule: string;
                    /** @enum {string} */
                    severity: "error" | "warning" | "info";
                    message: string;
                    /** @enum {string} */
                    decision: "no-longer-holds" | "superseded";
                }[];
            }[];
            changes: {
                added: number;
                changed: {
                    line: string;
                    /**
                     * @description Yuan, two decimals
                     * @example 1060056.00
                     */
                    before: string;
                    after: string | null;
                }[];
                unchanged: number;
                discontinued: {
                    line: string;
                    /**
                     * @description Yuan, two decimals
                     * @example 1060056.00
                     */
                    before: string;
                    after: string | null;
                }[];
                lines: {
                    line: string;
                    name: string;
                    /** @enum {string} */
                    change: "added" | "changed" | "unchanged" | "discontinued";
                    before: string | null;
                    after: string | null;
                    source?: components["schemas"]["Source"];
                }[];
            };
            projects: ({
                name: string;
                section: string;
            } & {
                [key: string]: unknown;
            })[];
            assets: ({
                name: string;
                count: number;
                unit: string;
                isPlanned: boolean;
            } & {
                [key: string]: unknown;
            })[];
            token: string | null;
        };
        Import: {
            file: string | null;
            sha256: string;
            /** @enum {string} */
            status: "committed" | "duplicate";
            budget: string;
            agency: {
                code: string;
                name: string;
            };
            fiscalYear: number;
            /** @enum {string} */
            scope: "department" | "unit";
            tables: {
                table: number;
                /** @enum {string} */
                state: "read" | "declared-empty" | "missing";
                rows: number;
                unit: ("元" | "千元" | "万元" | "百万元" | "亿元") | null;
            }[];
            lines: number;
            claims: number;
            findings: components["schemas"]["Finding"][];
            endedFindings: {
                id: string;
                rule: string;
                /** @enum {string} */
                severity: "error" | "warning" | "info";
                message: string;
                /** @enum {string} */
                decision: "no-longer-holds" | "superseded";
            }[];
            otherBudgets?: {
                budget: string;
                findings: components["schemas"]["Finding"][];
                endedFindings: {
                    id: string;
                    rule: string;
                    /** @enum {string} */
                    severity: "error" | "warning" | "info";
                    message: string;
                    /** @enum {string} */
                    decision: "no-longer-holds" | "superseded";
                }[];
            }[];
            changes: {
                added: number;
                changed: {
                    line: string;
                    /**
                     * @description Yuan, two decimals
                     * @example 1060056.00
                     */
                    before: string;
                    after: string | null;
                }[];
                unchanged: number;
                discontinued: {
                    line: string;
                    /**
                     * @description Yuan, two decimals
                     * @example 1060056.00
                     */
                    before: string;
                    after: string | null;
                }[];
                lines: {
                    line: string;
                    name: string;
                    /** @enum {string} */
                    change: "added" | "changed" | "unchanged" | "discontinued";
                    before: string | null;
                    after: string | null;
                    source?: components["schemas"]["Source"];
                }[];
            };
            projects: ({
                name: string;
                section: string;
            } & {
                [key: string]: unknown;
            })[];
            assets: ({
                name: string;
                count: number;
                unit: string;
                isPlanned: boolean;
            } & {
                [key: string]: unknown;
            })[];
            token: string | null;
            /**
             * @description It is recorded, and the views do not have it yet: what they would add may be absent
             * @enum {string}
             */
            projection?: "behind";
        };
        RecordedDocument: {
            sha256: string;
            file: string | null;
            title: string;
            mediaType: string;
            bytes: number | null;
            pages: number | null;
            budget: string;
            agency: {
                code: string;
                name: string;
            };
            fiscalYear: number;
            /** @enum {string} */
            scope: "department" | "unit";
            publishedOn: string | null;
            recordedAt: string;
            actor: string;
            supersededBy: string | null;
            /**
             * @description A view of the budget is stopped: what is said of it is not complete
             * @enum {boolean}
             */
            stopped?: true;
        };
        ShownDocument: {
            sha256: string;
            file: string | null;
            title: string;
            mediaType: string;
            bytes: number | null;
            pages: number | null;
            budget: string;
            agency: {
                code: string;
                name: string;
            };
            fiscalYear: number;
            /** @enum {string} */
            scope: "department" | "unit";
            publishedOn: string | null;
            recordedAt: string;
            actor: string;
            supersededBy: string | null;
            /**
             * @description A view of the budget is stopped: what is said of it is not complete
             * @enum {boolean}
             */
            stopped?: true;
            /** @enum {string} */
            keeping: "kept" | "missing" | "damaged";
            tables: {
                table: number;
                title: string | null;
                /** @enum {string} */
                state: "read" | "declared-empty" | "missing";
                rows: number;
                unit: ("元" | "千元" | "万元" | "百万元" | "亿元") | null;
            }[];
            eventCounts: {
                [key: string]: number;
            };
            events: {
                id: string;
                type: string;
                position: string;
            }[];
        };
        Change: components["schemas"]["BudgetOpenedChange"] | components["schemas"]["DocumentRegisteredChange"] | components["schemas"]["LineEnteredChange"] | components["schemas"]["ClaimRecordedChange"] | components["schemas"]["YearOverYearChangeRecordedChange"] | components["schemas"]["FindingRaisedChange"] | components["schemas"]["FindingResolvedChange"] | components["schemas"]["BudgetApprovedChange"] | components["schemas"]["AmendmentProposedChange"] | components["schemas"]["AmendmentRejectedChange"] | components["schemas"]["AmendmentWithdrawnChange"] | components["schemas"]["BudgetAmendedChange"] | components["schemas"]["TransferReturnedChange"] | components["schemas"]["LineCorrectedChange"] | components["schemas"]["ExecutionRecordedChange"] | components["schemas"]["YearClosedChange"] | components["schemas"]["LineDiscontinuedChange"] | components["schemas"]["LineLinkedChange"] | components["schemas"]["LineUnlinkedChange"] | components["schemas"]["AgencyRegisteredChange"] | components["schemas"]["AgencyRenamedChange"] | components["schemas"]["PolicyChangedChange"];
        BudgetOpenedChange: {
            /** @description Orders the log; may have holes */
            position: string;
            /** @description 1, 2, 3 … without holes: what proves that none is missing */
            sequence: number;
            id: string;
            stream: string;
            budget: string | null;
            /** @description The budget's agency under the name with which the budget was opened; null where `budget` is */
            agency: {
                code: string;
                name: string;
            } | null;
            recordedAt: string;
            effectiveOn: string | null;
            actor: string;
            /** @description The actor's name in its token, where the actor is the subject of one */
            actorName?: string;
            /** @description Whether a token proved who the actor is; absent in events of earlier versions */
            authenticated?: boolean;
            /** @description The place in a trace (W3C Trace Context) of the request that made the change, where it named one */
            traceparent?: string;
            /** @description The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget */
            version: number;
            /** @description In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1 */
            skipped?: number;
            /** @description In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first */
            prevHash?: string;
            /** @enum {string} */
            type: "BudgetOpened";
            data: {
                agency: {
                    code: string;
                    name: string;
                };
                fiscalYear: number;
                /** @enum {string} */
                scope: "department" | "unit";
                classificationYear: number;
            };
        };
        DocumentRegisteredChange: {
            /** @description Orders the log; may have holes */
            position: string;
            /** @description 1, 2, 3 … without holes: what proves that none is missing */
            sequence: number;
            id: string;
            stream: string;
            budget: string | null;
            /** @description The budget's agency under the name with which the budget was opened; null where `budget` is */
            agency: {
                code: string;
                name: string;
            } | null;
            recordedAt: string;
            effectiveOn: string | null;
            actor: string;
            /** @description The actor's name in its token, where the actor is the subject of one */
            actorName?: string;
            /** @description Whether a token proved who the actor is; absent in events of earlier versions */
            authenticated?: boolean;
            /** @description The place in a trace (W3C Trace Context) of the request that made the change, where it named one */
            traceparent?: string;
            /** @description The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget */
            version: number;
            /** @description In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1 */
            skipped?: number;
            /** @description In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first */
            prevHash?: string;
            /** @enum {string} */
            type: "DocumentRegistered";
            data: {
                /** @description SHA-256 of its bytes, in hex */
                document: string;
                file: string | null;
                title: string;
                mediaType: string;
                bytes?: number;
                pages?: number;
                agencyName: string;
                publishedOn: string | null;
                tables: components["schemas"]["TableLayout"][];
                further?: components["schemas"]["FurtherTableLayout"][];
                projects?: components["schemas"]["ProjectTargets"][];
                assets?: components["schemas"]["AssetCount"][];
                shares?: components["schemas"]["StatedShare"][];
                absences?: components["schemas"]["StatedAbsence"][];
            };
        };
        TableLayout: {
            table: number;
            /** @enum {string} */
            form?: "country";
            number?: string;
            /** @enum {string} */
            state: "read" | "declared-empty" | "missing";
            title: string | null;
            unit: ("元" | "千元" | "万元" | "百万元" | "亿元") | null;
            columns: string[];
            rows: {
                row: number;
                code: string | null;
                name: string;
                /** @enum {string} */
                side?: "revenue" | "expenditure";
                /** @enum {boolean} */
                total?: true;
            }[];
            note: string | null;
        };
        FurtherTableLayout: {
            table: number;
            /** @enum {string} */
            form?: "country";
            number?: string;
            /** @enum {string} */
            state: "read" | "declared-empty" | "missing";
            title: string;
            /** @enum {string} */
            unit: "元" | "千元" | "万元" | "百万元" | "亿元";
            columns: string[];
            rows: {
                row: number;
                code: string | null;
                name: string;
                /** @enum {boolean} */
                total?: true;
                texts?: {
                    [key: string]: string;
                };
            }[];
            note: string | null;
            /** @enum {string} */
            kind: "projects" | "procurement" | "general-economic" | "basic-function" | "project-economic" | "appropriation-expenditure" | "appropriation-basic" | "basic-all" | "operating-cost" | "carry-over" | "other";
            textColumns: string[];
        };
        /** @description Performance targets (绩效目标) as printed */
        ProjectTargets: {
            name: string;
            section: string;
            nature: string | null;
            category: string | null;
            fiscalYear: number | null;
            plannedStart: string | null;
            plannedEnd: string | null;
            basis: string | null;
            basisNumbers: {
                raw: string;
                normalised: string;
                isWellFormed: boolean;
            }[];
            indicators: {
                name: string;
                operator: ("≥" | "≤" | "=" | ">" | "<" | "qualitative") | null;
                value: string | null;
                unit: string | null;
                text: string | null;
                page: number | null;
                line: number | null;
            }[];
            figures?: {
                /** @enum {string} */
                key: "total" | "total-fiscal" | "total-other" | "year" | "year-fiscal" | "year-carry-over" | "year-other" | "said-total" | "said-year" | "said-part";
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                amount: string;
                source: components["schemas"]["Source"];
            }[];
        };
        /** @description Vehicles or large equipment, owned or to be bought */
        AssetCount: {
            name: string;
            count: number;
            unit: string;
            isPlanned: boolean;
            statisticsAsOf: string | null;
            source: components["schemas"]["Source"];
        };
        /** @description A percent that a sentence gives for a part of a whole */
        StatedShare: {
            subject: string;
            name: string;
            section: string;
            source: components["schemas"]["Source"];
            /**
             * @description Yuan, two decimals
             * @example 1060056.00
             */
            part: string;
            /**
             * @description Yuan, two decimals
             * @example 1060056.00
             */
            whole: string;
            percent: string;
        };
        /** @description What a sentence says that there is none of */
        StatedAbsence: {
            subject: string;
            name: string;
            section: string;
            source: components["schemas"]["Source"];
        };
        LineEnteredChange: {
            /** @description Orders the log; may have holes */
            position: string;
            /** @description 1, 2, 3 … without holes: what proves that none is missing */
            sequence: number;
            id: string;
            stream: string;
            budget: string | null;
            /** @description The budget's agency under the name with which the budget was opened; null where `budget` is */
            agency: {
                code: string;
                name: string;
            } | null;
            recordedAt: string;
            effectiveOn: string | null;
            actor: string;
            /** @description The actor's name in its token, where the actor is the subject of one */
            actorName?: string;
            /** @description Whether a token proved who the actor is; absent in events of earlier versions */
            authenticated?: boolean;
            /** @description The place in a trace (W3C Trace Context) of the request that made the change, where it named one */
            traceparent?: string;
            /** @description The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget */
            version: number;
            /** @description In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1 */
            skipped?: number;
            /** @description In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first */
            prevHash?: string;
            /** @enum {string} */
            type: "LineEntered";
            data: {
                line: string;
                name: string;
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                amount: string;
                before: string | null;
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                corrected?: string;
                /** @description A date of law in China, YYYY-MM-DD */
                effectiveOn: string;
                source: components["schemas"]["Source"] | null;
            };
        };
        ClaimRecordedChange: {
            /** @description Orders the log; may have holes */
            position: string;
            /** @description 1, 2, 3 … without holes: what proves that none is missing */
            sequence: number;
            id: string;
            stream: string;
            budget: string | null;
            /** @description The budget's agency under the name with which the budget was opened; null where `budget` is */
            agency: {
                code: string;
                name: string;
            } | null;
            recordedAt: string;
            effectiveOn: string | null;
            actor: string;
            /** @description The actor's name in its token, where the actor is the subject of one */
            actorName?: string;
            /** @description Whether a token proved who the actor is; absent in events of earlier versions */
            authenticated?: boolean;
            /** @description The place in a trace (W3C Trace Context) of the request that made the change, where it named one */
            traceparent?: string;
            /** @description The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget */
            version: number;
            /** @description In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1 */
            skipped?: number;
            /** @description In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first */
            prevHash?: string;
            /** @enum {string} */
            type: "ClaimRecorded";
            data: {
                subject: string;
                name: string;
                section: string | null;
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                amount: string;
                source: components["schemas"]["Source"];
                /** @description The line whose original it prints once more */
                line?: string;
            };
        };
        YearOverYearChangeRecordedChange: {
            /** @description Orders the log; may have holes */
            position: string;
            /** @description 1, 2, 3 … without holes: what proves that none is missing */
            sequence: number;
            id: string;
            stream: string;
            budget: string | null;
            /** @description The budget's agency under the name with which the budget was opened; null where `budget` is */
            agency: {
                code: string;
                name: string;
            } | null;
            recordedAt: string;
            effectiveOn: string | null;
            actor: string;
            /** @description The actor's name in its token, where the actor is the subject of one */
            actorName?: string;
            /** @description Whether a token proved who the actor is; absent in events of earlier versions */
            authenticated?: boolean;
            /** @description The place in a trace (W3C Trace Context) of the request that made the change, where it named one */
            traceparent?: string;
            /** @description The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget */
            version: number;
            /** @description In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1 */
            skipped?: number;
            /** @description In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first */
            prevHash?: string;
            /** @enum {string} */
            type: "YearOverYearChangeRecorded";
            data: {
                /** @enum {string} */
                origin: "stated" | "derived";
                subject: {
                    /** @enum {string} */
                    kind: "total" | "function" | "economic" | "three-public" | "split" | "source" | "fund";
                    code: string | null;
                    name: string;
                    /** @enum {string} */
                    side: "revenue" | "expenditure";
                    /** @enum {string} */
                    measure: "total" | "basic" | "project" | "personnel" | "public";
                };
                base: {
                    /** @enum {string} */
                    kind: "prior-budget" | "prior-execution";
                    year: number;
                    amount: string | null;
                };
                current: string | null;
                delta: string | null;
                percent: string | null;
                reason: string | null;
                /** @enum {string} */
                unit: "元" | "千元" | "万元" | "百万元" | "亿元";
                section: string | null;
                source: components["schemas"]["Source"] | null;
            };
        };
        FindingRaisedChange: {
            /** @description Orders the log; may have holes */
            position: string;
            /** @description 1, 2, 3 … without holes: what proves that none is missing */
            sequence: number;
            id: string;
            stream: string;
            budget: string | null;
            /** @description The budget's agency under the name with which the budget was opened; null where `budget` is */
            agency: {
                code: string;
                name: string;
            } | null;
            recordedAt: string;
            effectiveOn: string | null;
            actor: string;
            /** @description The actor's name in its token, where the actor is the subject of one */
            actorName?: string;
            /** @description Whether a token proved who the actor is; absent in events of earlier versions */
            authenticated?: boolean;
            /** @description The place in a trace (W3C Trace Context) of the request that made the change, where it named one */
            traceparent?: string;
            /** @description The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget */
            version: number;
            /** @description In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1 */
            skipped?: number;
            /** @description In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first */
            prevHash?: string;
            /** @enum {string} */
            type: "FindingRaised";
            data: {
                finding: string;
                document: string | null;
                rule: string;
                /** @enum {string} */
                severity: "error" | "warning" | "info";
                table: number | null;
                section: string | null;
                subject: string | null;
                column: string | null;
                printed: string | null;
                expected: string | null;
                difference: string | null;
                unit: ("元" | "千元" | "万元" | "百万元" | "亿元") | null;
                places: components["schemas"]["Place"][];
                hint: string | null;
                message: string;
            };
        };
        Place: {
            table: number | null;
            page: number | null;
            line: number | null;
            row: number | null;
            column: string | null;
            text: string;
        };
        FindingResolvedChange: {
            /** @description Orders the log; may have holes */
            position: string;
            /** @description 1, 2, 3 … without holes: what proves that none is missing */
            sequence: number;
            id: string;
            stream: string;
            budget: string | null;
            /** @description The budget's agency under the name with which the budget was opened; null where `budget` is */
            agency: {
                code: string;
                name: string;
            } | null;
            recordedAt: string;
            effectiveOn: string | null;
            actor: string;
            /** @description The actor's name in its token, where the actor is the subject of one */
            actorName?: string;
            /** @description Whether a token proved who the actor is; absent in events of earlier versions */
            authenticated?: boolean;
            /** @description The place in a trace (W3C Trace Context) of the request that made the change, where it named one */
            traceparent?: string;
            /** @description The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget */
            version: number;
            /** @description In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1 */
            skipped?: number;
            /** @description In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first */
            prevHash?: string;
            /** @enum {string} */
            type: "FindingResolved";
            data: {
                finding: string;
                /** @enum {string} */
                decision: "accept-printed" | "accept-expected" | "known-slip" | "no-longer-holds" | "superseded";
                reason: string;
            };
        };
        BudgetApprovedChange: {
            /** @description Orders the log; may have holes */
            position: string;
            /** @description 1, 2, 3 … without holes: what proves that none is missing */
            sequence: number;
            id: string;
            stream: string;
            budget: string | null;
            /** @description The budget's agency under the name with which the budget was opened; null where `budget` is */
            agency: {
                code: string;
                name: string;
            } | null;
            recordedAt: string;
            effectiveOn: string | null;
            actor: string;
            /** @description The actor's name in its token, where the actor is the subject of one */
            actorName?: string;
            /** @description Whether a token proved who the actor is; absent in events of earlier versions */
            authenticated?: boolean;
            /** @description The place in a trace (W3C Trace Context) of the request that made the change, where it named one */
            traceparent?: string;
            /** @description The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget */
            version: number;
            /** @description In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1 */
            skipped?: number;
            /** @description In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first */
            prevHash?: string;
            /** @enum {string} */
            type: "BudgetApproved";
            data: {
                /** @description A date of law in China, YYYY-MM-DD */
                approvedOn: string;
                authority: {
                    number: string;
                    normalised: string | null;
                    title: string | null;
                    issuer: string | null;
                };
                approver: string;
            };
        };
        AmendmentProposedChange: {
            /** @description Orders the log; may have holes */
            position: string;
            /** @description 1, 2, 3 … without holes: what proves that none is missing */
            sequence: number;
            id: string;
            stream: string;
            budget: string | null;
            /** @description The budget's agency under the name with which the budget was opened; null where `budget` is */
            agency: {
                code: string;
                name: string;
            } | null;
            recordedAt: string;
            effectiveOn: string | null;
            actor: string;
            /** @description The actor's name in its token, where the actor is the subject of one */
            actorName?: string;
            /** @description Whether a token proved who the actor is; absent in events of earlier versions */
            authenticated?: boolean;
            /** @description The place in a trace (W3C Trace Context) of the request that made the change, where it named one */
            traceparent?: string;
            /** @description The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget */
            version: number;
            /** @description In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1 */
            skipped?: number;
            /** @description In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first */
            prevHash?: string;
            /** @enum {string} */
            type: "AmendmentProposed";
            data: {
                amendment: string;
                /** @enum {string} */
                kind: "supplement" | "rescission" | "reallocation" | "carry-forward" | "reserve-drawdown" | "special-transfer" | "adjustment-plan";
                changes: components["schemas"]["AmountChange"][];
                legs: components["schemas"]["ChangeLeg"][];
                reason: string;
                proposedBy: string;
                transfer: components["schemas"]["TransferSide"] | null;
            };
        };
        /** @description The money that an amendment moves, as it was proposed */
        AmountChange: {
            function: string;
            /** @enum {string} */
            fund: "general" | "government-fund" | "state-capital" | "unit-funds";
            /** @enum {string} */
            expenditure: "basic" | "project" | "undivided";
            economic: string | null;
            project: string | null;
            /** @enum {string} */
            source: "fiscal-appropriation" | "operating" | "business" | "other" | "special-account" | "carry-over" | "special-fund" | "other-level-appropriation" | "self-raised";
            /**
             * @description Yuan, two decimals
             * @example 1060056.00
             */
            amount: string;
        };
        /** @description What a change does to one line: after = before + delta */
        ChangeLeg: {
            /** @enum {string} */
            schedule: "revenue" | "expenditure" | "economic" | "three-public" | "project";
            key: string;
            name: string | null;
            /**
             * @description Yuan, two decimals
             * @example 1060056.00
             */
            before: string;
            /**
             * @description Yuan, two decimals
             * @example 1060056.00
             */
            delta: string;
            /**
             * @description Yuan, two decimals
             * @example 1060056.00
             */
            after: string;
        };
        /** @description The other side of an act that touches two budgets */
        TransferSide: {
            id: string;
            /** @enum {string} */
            side: "giving" | "receiving";
            budget: string;
        };
        AmendmentRejectedChange: {
            /** @description Orders the log; may have holes */
            position: string;
            /** @description 1, 2, 3 … without holes: what proves that none is missing */
            sequence: number;
            id: string;
            stream: string;
            budget: string | null;
            /** @description The budget's agency under the name with which the budget was opened; null where `budget` is */
            agency: {
                code: string;
                name: string;
            } | null;
            recordedAt: string;
            effectiveOn: string | null;
            actor: string;
            /** @description The actor's name in its token, where the actor is the subject of one */
            actorName?: string;
            /** @description Whether a token proved who the actor is; absent in events of earlier versions */
            authenticated?: boolean;
            /** @description The place in a trace (W3C Trace Context) of the request that made the change, where it named one */
            traceparent?: string;
            /** @description The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget */
            version: number;
            /** @description In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1 */
            skipped?: number;
            /** @description In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first */
            prevHash?: string;
            /** @enum {string} */
            type: "AmendmentRejected";
            data: {
                amendment: string;
                reason: string;
            };
        };
        AmendmentWithdrawnChange: {
            /** @description Orders the log; may have holes */
            position: string;
            /** @description 1, 2, 3 … without holes: what proves that none is missing */
            sequence: number;
            id: string;
            stream: string;
            budget: string | null;
            /** @description The budget's agency under the name with which the budget was opened; null where `budget` is */
            agency: {
                code: string;
                name: string;
            } | null;
            recordedAt: string;
            effectiveOn: string | null;
            actor: string;
            /** @description The actor's name in its token, where the actor is the subject of one */
            actorName?: string;
            /** @description Whether a token proved who the actor is; absent in events of earlier versions */
            authenticated?: boolean;
            /** @description The place in a trace (W3C Trace Context) of the request that made the change, where it named one */
            traceparent?: string;
            /** @description The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget */
            version: number;
            /** @description In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1 */
            skipped?: number;
            /** @description In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first */
            prevHash?: string;
            /** @enum {string} */
            type: "AmendmentWithdrawn";
            data: {
                amendment: string;
                reason: string;
            };
        };
        BudgetAmendedChange: {
            /** @description Orders the log; may have holes */
            position: string;
            /** @description 1, 2, 3 … without holes: what proves that none is missing */
            sequence: number;
            id: string;
            stream: string;
            budget: string | null;
            /** @description The budget's agency under the name with which the budget was opened; null where `budget` is */
            agency: {
                code: string;
                name: string;
            } | null;
            recordedAt: string;
            effectiveOn: string | null;
            actor: string;
            /** @description The actor's name in its token, where the actor is the subject of one */
            actorName?: string;
            /** @description Whether a token proved who the actor is; absent in events of earlier versions */
            authenticated?: boolean;
            /** @description The place in a trace (W3C Trace Context) of the request that made the change, where it named one */
            traceparent?: string;
            /** @description The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget */
            version: number;
            /** @description In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1 */
            skipped?: number;
            /** @description In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first */
            prevHash?: string;
            /** @enum {string} */
            type: "BudgetAmended";
            data: {
                amendment: string;
                /** @enum {string} */
                kind: "supplement" | "rescission" | "reallocation" | "carry-forward" | "reserve-drawdown" | "special-transfer" | "adjustment-plan";
                changes: components["schemas"]["AmountChange"][];
                legs: components["schemas"]["ChangeLeg"][];
                reason: string;
                authority: {
                    number: string;
                    normalised: string | null;
                    title: string | null;
                    issuer: string | null;
                };
                /** @description A date of law in China, YYYY-MM-DD */
                approvedOn: string;
                /** @description A date of law in China, YYYY-MM-DD */
                effectiveOn: string;
                proposedBy: string;
                approvedBy: string;
                transfer: components["schemas"]["TransferSide"] | null;
            };
        };
        TransferReturnedChange: {
            /** @description Orders the log; may have holes */
            position: string;
            /** @description 1, 2, 3 … without holes: what proves that none is missing */
            sequence: number;
            id: string;
            stream: string;
            budget: string | null;
            /** @description The budget's agency under the name with which the budget was opened; null where `budget` is */
            agency: {
                code: string;
                name: string;
            } | null;
            recordedAt: string;
            effectiveOn: string | null;
            actor: string;
            /** @description The actor's name in its token, where the actor is the subject of one */
            actorName?: string;
            /** @description Whether a token proved who the actor is; absent in events of earlier versions */
            authenticated?: boolean;
            /** @description The place in a trace (W3C Trace Context) of the request that made the change, where it named one */
            traceparent?: string;
            /** @description The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget */
            version: number;
            /** @description In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1 */
            skipped?: number;
            /** @description In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first */
            prevHash?: string;
            /** @enum {string} */
            type: "TransferReturned";
            data: {
                amendment: string;
                /** @enum {string} */
                kind: "supplement" | "rescission" | "reallocation" | "carry-forward" | "reserve-drawdown" | "special-transfer" | "adjustment-plan";
                changes: components["schemas"]["AmountChange"][];
                legs: components["schemas"]["ChangeLeg"][];
                reason: string;
                transfer: components["schemas"]["TransferSide"];
                /** @description A date of law in China, YYYY-MM-DD */
                effectiveOn: string;
                afterClose: boolean;
            };
        };
        LineCorrectedChange: {
            /** @description Orders the log; may have holes */
            position: string;
            /** @description 1, 2, 3 … without holes: what proves that none is missing */
            sequence: number;
            id: string;
            stream: string;
            budget: string | null;
            /** @description The budget's agency under the name with which the budget was opened; null where `budget` is */
            agency: {
                code: string;
                name: string;
            } | null;
            recordedAt: string;
            effectiveOn: string | null;
            actor: string;
            /** @description The actor's name in its token, where the actor is the subject of one */
            actorName?: string;
            /** @description Whether a token proved who the actor is; absent in events of earlier versions */
            authenticated?: boolean;
            /** @description The place in a trace (W3C Trace Context) of the request that made the change, where it named one */
            traceparent?: string;
            /** @description The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget */
            version: number;
            /** @description In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1 */
            skipped?: number;
            /** @description In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first */
            prevHash?: string;
            /** @enum {string} */
            type: "LineCorrected";
            data: {
                line: string | null;
                name: string | null;
                claim: {
                    document: string;
                    table: number;
                    row: number;
                    column: string;
                } | null;
                /** @description The id of the change that was wrong */
                corrects: string;
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                from: string;
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                to: string;
                /** @enum {boolean} */
                blank?: true;
                /** @description A date of law in China, YYYY-MM-DD */
                effectiveOn: string;
                reason: string;
                afterClose: boolean;
            };
        };
        ExecutionRecordedChange: {
            /** @description Orders the log; may have holes */
            position: string;
            /** @description 1, 2, 3 … without holes: what proves that none is missing */
            sequence: number;
            id: string;
            stream: string;
            budget: string | null;
            /** @description The budget's agency under the name with which the budget was opened; null where `budget` is */
            agency: {
                code: string;
                name: string;
            } | null;
            recordedAt: string;
            effectiveOn: string | null;
            actor: string;
            /** @description The actor's name in its token, where the actor is the subject of one */
            actorName?: string;
            /** @description Whether a token proved who the actor is; absent in events of earlier versions */
            authenticated?: boolean;
            /** @description The place in a trace (W3C Trace Context) of the request that made the change, where it named one */
            traceparent?: string;
            /** @description The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget */
            version: number;
            /** @description In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1 */
            skipped?: number;
            /** @description In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first */
            prevHash?: string;
            /** @enum {string} */
            type: "ExecutionRecorded";
            data: {
                /** @description A date of law in China, YYYY-MM-DD */
                asOf: string;
                /** @enum {string} */
                status: "provisional" | "final";
                figures: {
                    function: string;
                    expenditure: ("basic" | "project" | "undivided") | null;
                    project: string | null;
                    /**
                     * @description Yuan, two decimals
                     * @example 1060056.00
                     */
                    amount: string;
                }[];
            };
        };
        YearClosedChange: {
            /** @description Orders the log; may have holes */
            position: string;
            /** @description 1, 2, 3 … without holes: what proves that none is missing */
            sequence: number;
            id: string;
            stream: string;
            budget: string | null;
            /** @description The budget's agency under the name with which the budget was opened; null where `budget` is */
            agency: {
                code: string;
                name: string;
            } | null;
            recordedAt: string;
            effectiveOn: string | null;
            actor: string;
            /** @description The actor's name in its token, where the actor is the subject of one */
            actorName?: string;
            /** @description Whether a token proved who the actor is; absent in events of earlier versions */
            authenticated?: boolean;
            /** @description The place in a trace (W3C Trace Context) of the request that made the change, where it named one */
            traceparent?: string;
            /** @description The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget */
            version: number;
            /** @description In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1 */
            skipped?: number;
            /** @description In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first */
            prevHash?: string;
            /** @enum {string} */
            type: "YearClosed";
            data: {
                /** @description A date of law in China, YYYY-MM-DD */
                on: string;
            };
        };
        LineDiscontinuedChange: {
            /** @description Orders the log; may have holes */
            position: string;
            /** @description 1, 2, 3 … without holes: what proves that none is missing */
            sequence: number;
            id: string;
            stream: string;
            budget: string | null;
            /** @description The budget's agency under the name with which the budget was opened; null where `budget` is */
            agency: {
                code: string;
                name: string;
            } | null;
            recordedAt: string;
            effectiveOn: string | null;
            actor: string;
            /** @description The actor's name in its token, where the actor is the subject of one */
            actorName?: string;
            /** @description Whether a token proved who the actor is; absent in events of earlier versions */
            authenticated?: boolean;
            /** @description The place in a trace (W3C Trace Context) of the request that made the change, where it named one */
            traceparent?: string;
            /** @description The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget */
            version: number;
            /** @description In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1 */
            skipped?: number;
            /** @description In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first */
            prevHash?: string;
            /** @enum {string} */
            type: "LineDiscontinued";
            data: {
                line: string;
                name: string | null;
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                before: string;
                /**
                 * @description Yuan, two decimals
                 * @example 1060056.00
                 */
                corrected?: string;
                /** @description A date of law in China, YYYY-MM-DD */
                effectiveOn: string;
                document: string;
            };
        };
        LineLinkedChange: {
            /** @description Orders the log; may have holes */
            position: string;
            /** @description 1, 2, 3 … without holes: what proves that none is missing */
            sequence: number;
            id: string;
            stream: string;
            budget: string | null;
            /** @description The budget's agency under the name with which the budget was opened; null where `budget` is */
            agency: {
                code: string;
                name: string;
            } | null;
            recordedAt: string;
            effectiveOn: string | null;
            actor: string;
            /** @description The actor's name in its token, where the actor is the subject of one */
            actorName?: string;
            /** @description Whether a token proved who the actor is; absent in events of earlier versions */
            authenticated?: boolean;
            /** @description The place in a trace (W3C Trace Context) of the request that made the change, where it named one */
            traceparent?: string;
            /** @description The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget */
            version: number;
            /** @description In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1 */
            skipped?: number;
            /** @description In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first */
            prevHash?: string;
            /** @enum {string} */
            type: "LineLinked";
            data: {
                line: string;
                name: string | null;
                from: {
                    budget: string;
                    line: string;
                };
                reason: string;
                /** @description The part of last year's line that goes on here, above 0 and up to 1 */
                weight: string;
            };
        };
        LineUnlinkedChange: {
            /** @description Orders the log; may have holes */
            position: string;
            /** @description 1, 2, 3 … without holes: what proves that none is missing */
            sequence: number;
            id: string;
            stream: string;
            budget: string | null;
            /** @description The budget's agency under the name with which the budget was opened; null where `budget` is */
            agency: {
                code: string;
                name: string;
            } | null;
            recordedAt: string;
            effectiveOn: string | null;
            actor: string;
            /** @description The actor's name in its token, where the actor is the subject of one */
            actorName?: string;
            /** @description Whether a token proved who the actor is; absent in events of earlier versions */
            authenticated?: boolean;
            /** @description The place in a trace (W3C Trace Context) of the request that made the change, where it named one */
            traceparent?: string;
            /** @description The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget */
            version: number;
            /** @description In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1 */
            skipped?: number;
            /** @description In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first */
            prevHash?: string;
            /** @enum {string} */
            type: "LineUnlinked";
            data: {
                line: string;
                name: string | null;
                from: {
                    budget: string;
                    line: string;
                };
                reason: string;
            };
        };
        AgencyRegisteredChange: {
            /** @description Orders the log; may have holes */
            position: string;
            /** @description 1, 2, 3 … without holes: what proves that none is missing */
            sequence: number;
            id: string;
            stream: string;
            budget: string | null;
            /** @description The budget's agency under the name with which the budget was opened; null where `budget` is */
            agency: {
                code: string;
                name: string;
            } | null;
            recordedAt: string;
            effectiveOn: string | null;
            actor: string;
            /** @description The actor's name in its token, where the actor is the subject of one */
            actorName?: string;
            /** @description Whether a token proved who the actor is; absent in events of earlier versions */
            authenticated?: boolean;
            /** @description The place in a trace (W3C Trace Context) of the request that made the change, where it named one */
            traceparent?: string;
            /** @description The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget */
            version: number;
            /** @description In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1 */
            skipped?: number;
            /** @description In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first */
            prevHash?: string;
            /** @enum {string} */
            type: "AgencyRegistered";
            data: {
                code: string;
                name: string;
            };
        };
        AgencyRenamedChange: {
            /** @description Orders the log; may have holes */
            position: string;
            /** @description 1, 2, 3 … without holes: what proves that none is missing */
            sequence: number;
            id: string;
            stream: string;
            budget: string | null;
            /** @description The budget's agency under the name with which the budget was opened; null where `budget` is */
            agency: {
                code: string;
                name: string;
            } | null;
            recordedAt: string;
            effectiveOn: string | null;
            actor: string;
            /** @description The actor's name in its token, where the actor is the subject of one */
            actorName?: string;
            /** @description Whether a token proved who the actor is; absent in events of earlier versions */
            authenticated?: boolean;
            /** @description The place in a trace (W3C Trace Context) of the request that made the change, where it named one */
            traceparent?: string;
            /** @description The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget */
            version: number;
            /** @description In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1 */
            skipped?: number;
            /** @description In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first */
            prevHash?: string;
            /** @enum {string} */
            type: "AgencyRenamed";
            data: {
                code: string;
                from: string;
                to: string;
                authority: {
                    number: string;
                    normalised: string | null;
                    title: string | null;
                    issuer: string | null;
                } | null;
                /** @description A date of law in China, YYYY-MM-DD */
                effectiveOn: string;
            };
        };
        PolicyChangedChange: {
            /** @description Orders the log; may have holes */
            position: string;
            /** @description 1, 2, 3 … without holes: what proves that none is missing */
            sequence: number;
            id: string;
            stream: string;
            budget: string | null;
            /** @description The budget's agency under the name with which the budget was opened; null where `budget` is */
            agency: {
                code: string;
                name: string;
            } | null;
            recordedAt: string;
            effectiveOn: string | null;
            actor: string;
            /** @description The actor's name in its token, where the actor is the subject of one */
            actorName?: string;
            /** @description Whether a token proved who the actor is; absent in events of earlier versions */
            authenticated?: boolean;
            /** @description The place in a trace (W3C Trace Context) of the request that made the change, where it named one */
            traceparent?: string;
            /** @description The version of the budget after it, as in the budget's ETag: 0, 1, 2 … without holes within a budget */
            version: number;
            /** @description In a filtered stream: how many events of the log lie between this change and the change or checkpoint before it, so that sequence = sequence of that + skipped + 1 */
            skipped?: number;
            /** @description In a stream: the hash of the event of the log before this one, also of one that the filter leaves out, as its leaf in the tree over the events has it (base64); absent in the first */
            prevHash?: string;
            /** @enum {string} */
            type: "PolicyChanged";
            data: {
                sha256: string | null;
                policy: string | null;
            };
        };
        Group: {
            name: string;
            filter: {
                [key: string]: string[];
            };
            maxAttempts: number;
            leaseSeconds: number;
            /** @description Every event up to here has been looked at */
            token: string;
            sequence: number;
            lag: {
                /** @description Events that are due and not parked, and those that were not looked at yet */
                events: number;
                /** @description Since the oldest of them was recorded */
                seconds: number;
            };
            /** @description Why nothing is handed out */
            stopped: string | null;
            leases: number;
            oldestLease: {
                worker: string;
                stream: string;
                seconds: number;
            } | null;
            parked: {
                stream: string;
                events: number;
                sequence: number;
                reason: string;
                seconds: number;
            }[];
        };
        PutGroup: {
            filter?: {
                budget?: string[];
                agency?: string[];
                scope?: string[];
                type?: string[];
                kind?: string[];
                code?: string[];
                line?: string[];
                year?: (string | number)[];
            };
            /** @description Of a new group: beginning (the default), end, or a token */
            start?: string;
            /** @description Default 10 */
            maxAttempts?: number;
            /** @description Default 60 */
            leaseSeconds?: number;
        };
        LeaseChanges: {
            max?: number;
        };
        GroupLease: {
            /** @description null: there is nothing to do now */
            lease: {
                id: string;
                stream: string;
                budget: string | null;
                /** @description Of the first change: 1, 2, … */
                attempt: number;
                /** @description When it ends by itself */
                until: string;
                /** @description Changes of one stream, in its order */
                changes: components["schemas"]["Change"][];
            } | null;
        };
        AcknowledgeChanges: {
            lease: string;
            /** @description Up to this sequence; default all */
            through?: number;
        };
        GroupSettled: {
            events: number;
            /** @description Whether they are parked now */
            parked: boolean;
        };
        RefuseChanges: {
            lease: string;
            reason?: string;
            /** @description Default 0 */
            delaySeconds?: number;
        };
        ParkChanges: {
            lease: string;
            reason?: string;
        };
        ReplayParked: {
            /** @description The number that the same request without it has answered */
            events?: number;
        };
        GroupReplay: {
            events: number;
            replayed: boolean;
        };
        Webhook: {
            name: string;
            /** @description The subject that has put it; null where nobody was authenticated */
            owner: string | null;
            url: string;
            /** @description Why nothing is sent; its place is kept */
            disabled: string | null;
            /** @description The last 20, newest first */
            attempts: components["schemas"]["WebhookAttempt"][];
            /** @description How far it is, and what is parked */
            group: components["schemas"]["Group"];
        };
        WebhookAttempt: {
            at: string;
            /** @description The id of the change, and the webhook-id of the delivery */
            id: string;
            sequence: number;
            /** @description What was answered; 0 where nothing was */
            status: number;
            /** @description The beginning of the answer, or why there was none */
            answer: string;
        };
        PutWebhook: {
            url: string;
            filter?: {
                budget?: string[];
                agency?: string[];
                scope?: string[];
                type?: string[];
                kind?: string[];
                code?: string[];
                line?: string[];
                year?: (string | number)[];
            };
            /** @description Of a new webhook, and of one after a restore: beginning, end, or a token */
            start?: string;
            disabled?: boolean;
        };
        WebhookSecret: {
            name: string;
            /** @description whsec_…; null where it stays as it was */
            secret: string | null;
        };
        WebhookTest: {
            status: number;
            answer: string;
        };
        Verified: {
            ok: boolean;
            events: number;
            streams: number;
            lastToken: string | null;
            problems: string[];
            documents: {
                recorded: number;
                checked: number;
                missing: number;
            };
            proof: {
                tree: {
                    /** @enum {string} */
                    hash: "sha-256" | "sm3";
                    size: number;
                    root: string;
                };
                compared: number;
                checkpoints: {
                    own: number;
                    outside: number;
                };
                newest: string | null;
                firstDifference: {
                    sequence: number;
                    budget: string | null;
                } | null;
                notProven: string[];
            } | null;
        };
        Read: {
            at: string;
            actor: string;
            actorName?: string;
            /** @enum {string} */
            how: "read" | "exported" | "printed" | "followed" | "proved" | "verified";
            address: string;
            budget: string | null;
            request: string;
            checkpoint: {
                size: number;
                root: string;
            } | null;
        };
        AuditChange: {
            position: string;
            id: string;
            budget: string;
            type: string;
            /** @enum {string} */
            kind: "supplement" | "rescission" | "reallocation" | "carry-forward" | "reserve-drawdown" | "special-transfer" | "adjustment-plan" | "correction" | "original" | "discontinued";
            amendment: string | null;
            line: string | null;
            claim?: components["schemas"]["ClaimCell"];
            before: string | null;
            delta: string;
            after: string | null;
            effectiveOn: string;
            approvedOn: string | null;
            recordedAt: string;
            daysLate: number;
            proposedBy: string | null;
            actor: string;
            number: string | null;
            reason: string | null;
            afterClose: boolean;
            /**
             * @description A view of the budget is stopped: what is said of it is not complete
             * @enum {boolean}
             */
            stopped?: true;
        };
        AuditException: {
            /** @enum {string} */
            rule: "approved-after-year-end" | "amended-before-approval" | "entered-after-approval" | "line-amended-often" | "reallocation-not-zero" | "protected-line-reallocated" | "three-public-raised" | "late-supplement" | "basic-project-move" | "approved-after-recording" | "transfer-across-years" | "transfer-halves-differ" | "authority-is-no-number" | "executed-without-budget" | "unknown-code" | "budget-stopped";
            budget: string;
            line: string | null;
            amendment: string | null;
            message: string;
            events: string[];
        };
        InTransit: {
            transferId: string;
            from: string;
            to: string;
            /**
             * @description Yuan, two decimals
             * @example 1060056.00
             */
            amount: string;
            amendment: string;
            position: string;
            problem?: string;
            /**
             * @description A view of the budget is stopped: what is said of it is not complete
             * @enum {boolean}
             */
            stopped?: true;
        };
        ProvenEvent: {
            sequence: number;
            event: {
                position: string;
                stream: string;
                version: number;
                id: string;
                type: string;
                data: string;
                meta: string;
            };
            proof: string;
        };
        /** @description RFC 9457; programs go by code */
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            instance?: string;
            errors?: {
                pointer: string;
                code: string;
                detail: string;
            }[];
        } & {
            [key: string]: unknown;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description unknown-parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "unknown-parameter";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description unknown-parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "unknown-parameter";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description projection-behind, proof-differs, log-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "projection-behind" | "proof-differs" | "log-unavailable";
                    };
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description unknown-parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "unknown-parameter";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable";
                    };
                };
            };
        };
    };
    getProtectedResource: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProtectedResource"];
                };
            };
            /** @description unknown-parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "unknown-parameter";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
        };
    };
    listBudgets: {
        parameters: {
            query?: {
                /** @description Of the budgets of this agency */
                agency?: string;
                /** @description Of the budgets of this fiscal year */
                year?: number;
                scope?: "department" | "unit";
                /** @description true: no error and no warning is open; false: some are */
                reconciled?: "true" | "false";
                /** @description At most so many entries; the answer is {items, next} */
                limit?: number;
                /** @description `next` of the part before; the answer is {items, next} */
                after?: string;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Budget"][] | {
                        items: components["schemas"]["Budget"][];
                        next: string | null;
                    };
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    openBudget: {
        parameters: {
            query?: never;
            header: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
                /** @description A key of your own, the same when you repeat the request */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenBudget"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedBudget"];
                };
            };
            /** @description Recorded; Ledger-Token names it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedBudget"];
                };
            };
            /** @description malformed, unknown-parameter, idempotency-key-missing, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "idempotency-key-missing" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description agency-differs */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "agency-differs";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, idempotency-key-reused, amount-too-large */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "idempotency-key-reused" | "amount-too-large";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs, budget-stopped */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs" | "budget-stopped";
                    };
                };
            };
        };
    };
    getBudget: {
        parameters: {
            query?: never;
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example baoshan-2023-department
                 */
                budget: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownBudget"];
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    listLines: {
        parameters: {
            query?: {
                /** @example expenditure */
                schedule?: "revenue" | "expenditure" | "economic" | "three-public" | "project";
                /** @description What is in force on this day; without it everything counts */
                effective?: string;
                /** @description What was recorded up to this instant, such as 2023-06-15T08:00:00Z */
                recorded?: string;
                /** @description What was recorded up to this position of the log */
                position?: string;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example baoshan-2023-department
                 */
                budget: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lines"];
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed, as-of-in-future, position-beyond-log */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed" | "as-of-in-future" | "position-beyond-log";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    enterLines: {
        parameters: {
            query?: never;
            header: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
                /** @description A key of your own, the same when you repeat the request */
                "Idempotency-Key": string;
                /** @description The ETag of the budget, or * */
                "If-Match": string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example jiaoyu-2024-department
                 */
                budget: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnterLines"];
            };
        };
        responses: {
            /** @description Recorded; Ledger-Token names it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnteredLines"];
                };
            };
            /** @description malformed, unknown-parameter, idempotency-key-missing, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "idempotency-key-missing" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description year-closed, line-exists */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "year-closed" | "line-exists";
                    };
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "version-mismatch";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, idempotency-key-reused, amount-too-large, line-invalid, code-unknown, line-would-go-negative */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "idempotency-key-reused" | "amount-too-large" | "line-invalid" | "code-unknown" | "line-would-go-negative";
                    };
                };
            };
            /** @description precondition-required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "precondition-required";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs";
                    };
                };
            };
        };
    };
    linkLine: {
        parameters: {
            query?: never;
            header: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
                /** @description A key of your own, the same when you repeat the request */
                "Idempotency-Key": string;
                /** @description The ETag of the budget, or * */
                "If-Match": string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example baoshan-2023-department
                 */
                budget: string;
                /**
                 * @description The key of a line, percent-encoded
                 * @example expenditure/general/2101102/basic
                 */
                line: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkLine"];
            };
        };
        responses: {
            /** @description Recorded; Ledger-Token names it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkedLines"];
                };
            };
            /** @description malformed, unknown-parameter, idempotency-key-missing, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "idempotency-key-missing" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description line-linked */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "line-linked";
                    };
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "version-mismatch";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, idempotency-key-reused, amount-too-large, line-invalid, link-weight */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "idempotency-key-reused" | "amount-too-large" | "line-invalid" | "link-weight";
                    };
                };
            };
            /** @description precondition-required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "precondition-required";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs";
                    };
                };
            };
        };
    };
    unlinkLine: {
        parameters: {
            query?: never;
            header: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
                /** @description A key of your own, the same when you repeat the request */
                "Idempotency-Key": string;
                /** @description The ETag of the budget, or * */
                "If-Match": string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example baoshan-2023-department
                 */
                budget: string;
                /**
                 * @description The key of a line, percent-encoded
                 * @example expenditure/general/2101102/basic
                 */
                line: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnlinkLine"];
            };
        };
        responses: {
            /** @description Recorded; Ledger-Token names it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkedLines"];
                };
            };
            /** @description malformed, unknown-parameter, idempotency-key-missing, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "idempotency-key-missing" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "version-mismatch";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, idempotency-key-reused, amount-too-large, line-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "idempotency-key-reused" | "amount-too-large" | "line-invalid";
                    };
                };
            };
            /** @description precondition-required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "precondition-required";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs";
                    };
                };
            };
        };
    };
    getTable: {
        parameters: {
            query?: {
                unit?: "元" | "万元";
                /** @description Also where the document lacks the table */
                rebuild?: "true" | "false" | "";
                /** @description Instead of Accept */
                format?: "json" | "csv" | "md" | "xlsx";
                /** @description What is in force on this day; without it everything counts */
                effective?: string;
                /** @description What was recorded up to this instant, such as 2023-06-15T08:00:00Z */
                recorded?: string;
                /** @description What was recorded up to this position of the log */
                position?: string;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example baoshan-2023-department
                 */
                budget: string;
                /** @example 3 */
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Table"];
                    "text/csv": string;
                    "text/markdown": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed, as-of-in-future, position-beyond-log */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed" | "as-of-in-future" | "position-beyond-log";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    getPrintedBudget: {
        parameters: {
            query?: {
                /** @description Of T1 to T8; T9 is in 万元 */
                unit?: "元" | "万元";
                /** @description Also the tables that the document lacks */
                rebuild?: "true" | "false" | "";
                /** @description Instead of Accept */
                format?: "json" | "md" | "csv" | "xlsx" | "pdf" | "docx";
                /** @description What is in force on this day; without it everything counts */
                effective?: string;
                /** @description What was recorded up to this instant, such as 2023-06-15T08:00:00Z */
                recorded?: string;
                /** @description What was recorded up to this position of the log */
                position?: string;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example baoshan-2023-department
                 */
                budget: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                    "text/markdown": string;
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/pdf": string;
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed, as-of-in-future, position-beyond-log */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed" | "as-of-in-future" | "position-beyond-log";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid, document-unprintable */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "document-unprintable";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    getDeltas: {
        parameters: {
            query?: {
                /** @description One of prior-budget, prior-adjusted, prior-execution, original, or a day */
                against?: string;
                /** @example item */
                by?: "class" | "group" | "item" | "economic" | "split" | "three-public" | "project";
                /** @description What is in force on this day; without it everything counts */
                effective?: string;
                /** @description What was recorded up to this instant, such as 2023-06-15T08:00:00Z */
                recorded?: string;
                /** @description What was recorded up to this position of the log */
                position?: string;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example baoshan-2023-department
                 */
                budget: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deltas"];
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed, as-of-in-future, position-beyond-log */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed" | "as-of-in-future" | "position-beyond-log";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    getBridge: {
        parameters: {
            query?: {
                schedule?: "revenue" | "expenditure" | "economic" | "three-public" | "project";
                /** @description What is in force on this day; without it everything counts */
                effective?: string;
                /** @description What was recorded up to this instant, such as 2023-06-15T08:00:00Z */
                recorded?: string;
                /** @description What was recorded up to this position of the log */
                position?: string;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example baoshan-2022-unit
                 */
                budget: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bridge"];
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed, as-of-in-future, position-beyond-log */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed" | "as-of-in-future" | "position-beyond-log";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    getTrail: {
        parameters: {
            query?: {
                /**
                 * @description A line key, or one of its codes
                 * @example expenditure/general/2120199/basic
                 */
                line?: string;
                /** @description What is in force on this day; without it everything counts */
                effective?: string;
                /** @description What was recorded up to this instant, such as 2023-06-15T08:00:00Z */
                recorded?: string;
                /** @description What was recorded up to this position of the log */
                position?: string;
                /** @description At most so many entries; the answer is {items, next} */
                limit?: number;
                /** @description `next` of the part before; the answer is {items, next} */
                after?: string;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example baoshan-2022-unit
                 */
                budget: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trail"] | components["schemas"]["TrailPart"];
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed, as-of-in-future, position-beyond-log */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed" | "as-of-in-future" | "position-beyond-log";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    getTotals: {
        parameters: {
            query?: {
                /** @description Of the budgets of this agency */
                agency?: string;
                /**
                 * @description Of the budgets of this fiscal year
                 * @example 2023
                 */
                year?: number;
                scope?: "department" | "unit";
                /** @example class */
                by?: "class" | "agency" | "economic" | "kind";
                /** @description One of prior-budget, prior-adjusted, prior-execution, original, or a day */
                against?: string;
                /** @description Only lines whose code begins so: 类, 款 or 项 */
                code?: string;
                /** @description The lines by the economic classification, and not by function */
                economic?: "true" | "false" | "";
                /** @description What is in force on this day; without it everything counts */
                effective?: string;
                /** @description What was recorded up to this instant, such as 2023-06-15T08:00:00Z */
                recorded?: string;
                /** @description What was recorded up to this position of the log */
                position?: string;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Totals"];
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed, as-of-in-future, position-beyond-log */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed" | "as-of-in-future" | "position-beyond-log";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    search: {
        parameters: {
            query: {
                /**
                 * @description The text; one Chinese character is enough
                 * @example 城市
                 */
                q: string;
                /** @description What was recorded up to this position of the log */
                position?: string;
                /** @description At most so many entries; the answer is {items, next} */
                limit?: number;
                /** @description `next` of the part before; the answer is {items, next} */
                after?: string;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchHits"];
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed, position-beyond-log */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed" | "position-beyond-log";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    listFindings: {
        parameters: {
            query?: {
                /** @description What was recorded up to this position of the log */
                position?: string;
                /** @description At most so many entries; the answer is {items, next} */
                limit?: number;
                /** @description `next` of the part before; the answer is {items, next} */
                after?: string;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example baoshan-2022-unit
                 */
                budget: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Finding"][] | {
                        items: components["schemas"]["Finding"][];
                        next: string | null;
                    };
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed, position-beyond-log */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed" | "position-beyond-log";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    resolveFinding: {
        parameters: {
            query?: never;
            header: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
                /** @description A key of your own, the same when you repeat the request */
                "Idempotency-Key": string;
                /** @description The ETag of the budget, or * */
                "If-Match": string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example baoshan-2022-unit
                 */
                budget: string;
                /** @example 9e3971c1f9274061 */
                finding: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveFinding"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Resolved"];
                };
            };
            /** @description malformed, unknown-parameter, idempotency-key-missing, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "idempotency-key-missing" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description finding-resolved */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "finding-resolved";
                    };
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "version-mismatch";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, idempotency-key-reused, amount-too-large, nothing-to-correct */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "idempotency-key-reused" | "amount-too-large" | "nothing-to-correct";
                    };
                };
            };
            /** @description precondition-required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "precondition-required";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs";
                    };
                };
            };
        };
    };
    listAmendmentsOfBudget: {
        parameters: {
            query?: {
                status?: "proposed" | "approved" | "rejected" | "withdrawn" | "returned";
                kind?: "supplement" | "rescission" | "reallocation" | "carry-forward" | "reserve-drawdown" | "special-transfer" | "adjustment-plan";
                proposedBy?: string;
                /** @description What was recorded up to this position of the log */
                position?: string;
                /** @description At most so many entries; the answer is {items, next} */
                limit?: number;
                /** @description `next` of the part before; the answer is {items, next} */
                after?: string;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example baoshan-2022-unit
                 */
                budget: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Amendment"][] | {
                        items: components["schemas"]["Amendment"][];
                        next: string | null;
                    };
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed, position-beyond-log */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed" | "position-beyond-log";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    proposeAmendment: {
        parameters: {
            query?: {
                /** @description Answers what would follow, and keeps nothing */
                dryRun?: "true" | "false" | "";
            };
            header: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
                /** @description A key of your own, the same when you repeat the request */
                "Idempotency-Key": string;
                /** @description The ETag of the budget, or * */
                "If-Match": string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example baoshan-2022-unit
                 */
                budget: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposeAmendment"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangePreview"];
                };
            };
            /** @description Recorded; Ledger-Token names it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description malformed, unknown-parameter, idempotency-key-missing, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "idempotency-key-missing" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description year-closed, receiver-closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "year-closed" | "receiver-closed";
                    };
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "version-mismatch";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, idempotency-key-reused, amount-too-large, amount-zero, reallocation-not-zero, sign-of-kind, economic-missing, line-invalid, code-unknown, line-would-go-negative, line-discontinued, transfer-target-missing, transfer-not-of-kind, transfer-years */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "idempotency-key-reused" | "amount-too-large" | "amount-zero" | "reallocation-not-zero" | "sign-of-kind" | "economic-missing" | "line-invalid" | "code-unknown" | "line-would-go-negative" | "line-discontinued" | "transfer-target-missing" | "transfer-not-of-kind" | "transfer-years";
                    };
                };
            };
            /** @description precondition-required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "precondition-required";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs";
                    };
                };
            };
        };
    };
    approveAmendment: {
        parameters: {
            query?: {
                /** @description Answers what would follow, and keeps nothing */
                dryRun?: "true" | "false" | "";
            };
            header: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
                /** @description A key of your own, the same when you repeat the request */
                "Idempotency-Key": string;
                /** @description The ETag of the budget, or * */
                "If-Match": string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example baoshan-2022-unit
                 */
                budget: string;
                /** @example 9254e1a4-9757-8326-8745-aed500000000 */
                amendment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveAmendment"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"] | components["schemas"]["ChangePreview"];
                };
            };
            /** @description malformed, unknown-parameter, idempotency-key-missing, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "idempotency-key-missing" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden, self-approval, approval-not-permitted */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden" | "self-approval" | "approval-not-permitted";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description amendment-ended, year-closed, receiver-closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "amendment-ended" | "year-closed" | "receiver-closed";
                    };
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "version-mismatch";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, idempotency-key-reused, amount-too-large, authority-missing, date-in-future, outside-fiscal-year, effective-before-original, line-would-go-negative */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "idempotency-key-reused" | "amount-too-large" | "authority-missing" | "date-in-future" | "outside-fiscal-year" | "effective-before-original" | "line-would-go-negative";
                    };
                };
            };
            /** @description precondition-required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "precondition-required";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs";
                    };
                };
            };
        };
    };
    rejectAmendment: {
        parameters: {
            query?: {
                /** @description Answers what would follow, and keeps nothing */
                dryRun?: "true" | "false" | "";
            };
            header: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
                /** @description A key of your own, the same when you repeat the request */
                "Idempotency-Key": string;
                /** @description The ETag of the budget, or * */
                "If-Match": string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example baoshan-2022-unit
                 */
                budget: string;
                /** @example ea3c4f19-7c36-8111-8fd8-615c00000000 */
                amendment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndAmendment"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"] | components["schemas"]["ChangePreview"];
                };
            };
            /** @description malformed, unknown-parameter, idempotency-key-missing, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "idempotency-key-missing" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden, self-approval */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden" | "self-approval";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description amendment-ended, year-closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "amendment-ended" | "year-closed";
                    };
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "version-mismatch";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, idempotency-key-reused, amount-too-large */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "idempotency-key-reused" | "amount-too-large";
                    };
                };
            };
            /** @description precondition-required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "precondition-required";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs";
                    };
                };
            };
        };
    };
    withdrawAmendment: {
        parameters: {
            query?: {
                /** @description Answers what would follow, and keeps nothing */
                dryRun?: "true" | "false" | "";
            };
            header: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
                /** @description A key of your own, the same when you repeat the request */
                "Idempotency-Key": string;
                /** @description The ETag of the budget, or * */
                "If-Match": string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example baoshan-2022-unit
                 */
                budget: string;
                /** @example 86f6fdae-c0f1-8599-b3ac-8fb000000000 */
                amendment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndAmendment"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"] | components["schemas"]["ChangePreview"];
                };
            };
            /** @description malformed, unknown-parameter, idempotency-key-missing, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "idempotency-key-missing" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden, not-proposer */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden" | "not-proposer";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description amendment-ended, year-closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "amendment-ended" | "year-closed";
                    };
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "version-mismatch";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, idempotency-key-reused, amount-too-large */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "idempotency-key-reused" | "amount-too-large";
                    };
                };
            };
            /** @description precondition-required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "precondition-required";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs";
                    };
                };
            };
        };
    };
    returnAmendment: {
        parameters: {
            query?: {
                /** @description Answers what would follow, and keeps nothing */
                dryRun?: "true" | "false" | "";
            };
            header: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
                /** @description A key of your own, the same when you repeat the request */
                "Idempotency-Key": string;
                /** @description The ETag of the budget, or * */
                "If-Match": string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example linjiang-2023-unit
                 */
                budget: string;
                /** @example 455ab6ad-64de-4e3b-9fab-18f50102a2d7 */
                amendment: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndAmendment"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"] | components["schemas"]["ChangePreview"];
                };
            };
            /** @description malformed, unknown-parameter, idempotency-key-missing, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "idempotency-key-missing" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description amendment-ended, year-closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "amendment-ended" | "year-closed";
                    };
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "version-mismatch";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, idempotency-key-reused, amount-too-large, transfer-not-of-kind */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "idempotency-key-reused" | "amount-too-large" | "transfer-not-of-kind";
                    };
                };
            };
            /** @description precondition-required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "precondition-required";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs";
                    };
                };
            };
        };
    };
    listAmendments: {
        parameters: {
            query?: {
                status?: "proposed" | "approved" | "rejected" | "withdrawn" | "returned";
                kind?: "supplement" | "rescission" | "reallocation" | "carry-forward" | "reserve-drawdown" | "special-transfer" | "adjustment-plan";
                proposedBy?: string;
                /** @description What was recorded up to this position of the log */
                position?: string;
                /** @description At most so many entries; the answer is {items, next} */
                limit?: number;
                /** @description `next` of the part before; the answer is {items, next} */
                after?: string;
                /** @description Of the budgets of this agency */
                agency?: string;
                /** @description Of the budgets of this fiscal year */
                year?: number;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Amendment"][] | {
                        items: components["schemas"]["Amendment"][];
                        next: string | null;
                    };
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed, position-beyond-log */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed" | "position-beyond-log";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    getAmendment: {
        parameters: {
            query?: {
                /** @description What was recorded up to this position of the log */
                position?: string;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path: {
                /** @example b0c0afff-5e7b-8df1-b1da-3d8c00000000 */
                amendment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Amendment"];
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed, position-beyond-log */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed" | "position-beyond-log";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    correctLine: {
        parameters: {
            query?: {
                /** @description Answers what would follow, and keeps nothing */
                dryRun?: "true" | "false" | "";
            };
            header: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
                /** @description A key of your own, the same when you repeat the request */
                "Idempotency-Key": string;
                /** @description The ETag of the budget, or * */
                "If-Match": string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example baoshan-2022-unit
                 */
                budget: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Correct"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangePreview"];
                };
            };
            /** @description Recorded; Ledger-Token names it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description malformed, unknown-parameter, idempotency-key-missing, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "idempotency-key-missing" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "version-mismatch";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, idempotency-key-reused, amount-too-large, correction-invalid, line-discontinued */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "idempotency-key-reused" | "amount-too-large" | "correction-invalid" | "line-discontinued";
                    };
                };
            };
            /** @description precondition-required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "precondition-required";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs";
                    };
                };
            };
        };
    };
    recordExecution: {
        parameters: {
            query?: {
                /** @description Answers what would follow, and keeps nothing */
                dryRun?: "true" | "false" | "";
            };
            header: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
                /** @description A key of your own, the same when you repeat the request */
                "Idempotency-Key": string;
                /** @description The ETag of the budget, or * */
                "If-Match": string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example baoshan-2022-unit
                 */
                budget: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordExecution"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangePreview"];
                };
            };
            /** @description Recorded; Ledger-Token names it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description malformed, unknown-parameter, idempotency-key-missing, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "idempotency-key-missing" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description year-closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "year-closed";
                    };
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "version-mismatch";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, idempotency-key-reused, amount-too-large, line-invalid, code-unknown, date-in-future, outside-fiscal-year */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "idempotency-key-reused" | "amount-too-large" | "line-invalid" | "code-unknown" | "date-in-future" | "outside-fiscal-year";
                    };
                };
            };
            /** @description precondition-required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "precondition-required";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs";
                    };
                };
            };
        };
    };
    approveBudget: {
        parameters: {
            query?: {
                /** @description Answers what would follow, and keeps nothing */
                dryRun?: "true" | "false" | "";
            };
            header: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
                /** @description A key of your own, the same when you repeat the request */
                "Idempotency-Key": string;
                /** @description The ETag of the budget, or * */
                "If-Match": string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example baoshan-2022-unit
                 */
                budget: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveBudget"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangePreview"];
                };
            };
            /** @description Recorded; Ledger-Token names it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description malformed, unknown-parameter, idempotency-key-missing, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "idempotency-key-missing" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description year-closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "year-closed";
                    };
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "version-mismatch";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, idempotency-key-reused, amount-too-large, authority-missing, date-in-future */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "idempotency-key-reused" | "amount-too-large" | "authority-missing" | "date-in-future";
                    };
                };
            };
            /** @description precondition-required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "precondition-required";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs";
                    };
                };
            };
        };
    };
    closeYear: {
        parameters: {
            query?: {
                /** @description Answers what would follow, and keeps nothing */
                dryRun?: "true" | "false" | "";
            };
            header: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
                /** @description A key of your own, the same when you repeat the request */
                "Idempotency-Key": string;
                /** @description The ETag of the budget, or * */
                "If-Match": string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example baoshan-2022-unit
                 */
                budget: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseYear"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangePreview"];
                };
            };
            /** @description Recorded; Ledger-Token names it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description malformed, unknown-parameter, idempotency-key-missing, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "idempotency-key-missing" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description year-closed, amendments-pending */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "year-closed" | "amendments-pending";
                    };
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "version-mismatch";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, idempotency-key-reused, amount-too-large, confirmation-missing, outside-fiscal-year, date-in-future */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "idempotency-key-reused" | "amount-too-large" | "confirmation-missing" | "outside-fiscal-year" | "date-in-future";
                    };
                };
            };
            /** @description precondition-required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "precondition-required";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs";
                    };
                };
            };
        };
    };
    listAgencies: {
        parameters: {
            query?: {
                /** @description At most so many entries; the answer is {items, next} */
                limit?: number;
                /** @description `next` of the part before; the answer is {items, next} */
                after?: string;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agency"][] | {
                        items: components["schemas"]["Agency"][];
                        next: string | null;
                    };
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    renameAgency: {
        parameters: {
            query?: never;
            header: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
                /** @description A key of your own, the same when you repeat the request */
                "Idempotency-Key": string;
            };
            path: {
                /** @example jiaoyu */
                agency: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenameAgency"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Renamed"];
                };
            };
            /** @description malformed, unknown-parameter, idempotency-key-missing, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "idempotency-key-missing" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description agency-differs */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "agency-differs";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, idempotency-key-reused, amount-too-large */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "idempotency-key-reused" | "amount-too-large";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs";
                    };
                };
            };
        };
    };
    previewImport: {
        parameters: {
            query?: {
                /**
                 * @description The name of the file
                 * @example baoshan-2022-unit.md
                 */
                file?: string;
                /**
                 * @description The agency's code
                 * @example baoshan
                 */
                agency?: string;
                /** @description A day, YYYY-MM-DD */
                publishedOn?: string;
                /** @description Refuses a document with an error among its findings */
                strict?: "true" | "false" | "";
            };
            header?: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description The document as it is: PDF, XLSX, DOCX, CSV, text, TSV or Markdown. Its kind is told from its bytes, whatever the Content-Type says. */
        requestBody: {
            content: {
                "application/octet-stream": string;
                "multipart/form-data": string;
                "text/plain": string;
                "text/tab-separated-values": string;
                "text/markdown": string;
                "text/csv": string;
                "application/pdf": string;
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
            };
        };
        responses: {
            /** @description Recorded; Ledger-Token names it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPreview"];
                };
            };
            /** @description malformed, unknown-parameter, unknown-field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "unknown-field";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description agency-differs */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "agency-differs";
                    };
                };
            };
            /** @description document-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large";
                    };
                };
            };
            /** @description text-invalid, document-unreadable, document-too-costly, document-of-another-kind, document-year-unclear, document-agency-unclear, document-has-findings */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "document-unreadable" | "document-too-costly" | "document-of-another-kind" | "document-year-unclear" | "document-agency-unclear" | "document-has-findings";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs";
                    };
                };
            };
        };
    };
    commitImport: {
        parameters: {
            query?: never;
            header: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
                /** @description A key of your own, the same when you repeat the request */
                "Idempotency-Key": string;
                /** @description The ETag of the budget, or * */
                "If-Match"?: string;
                /** @description *: only where there is no such budget yet */
                "If-None-Match"?: string;
            };
            path: {
                /** @example 5099e3f7-28d9-49ab-a90f-ea6fbcb28d67 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description Recorded; Ledger-Token names it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description malformed, unknown-parameter, idempotency-key-missing, unknown-field */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "idempotency-key-missing" | "unknown-field";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description budget-differs, year-closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "budget-differs" | "year-closed";
                    };
                };
            };
            /** @description import-expired */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "import-expired";
                    };
                };
            };
            /** @description version-mismatch */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "version-mismatch";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, idempotency-key-reused, document-unreadable, document-too-costly, document-of-another-kind, document-year-unclear, document-agency-unclear, document-has-findings */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "idempotency-key-reused" | "document-unreadable" | "document-too-costly" | "document-of-another-kind" | "document-year-unclear" | "document-agency-unclear" | "document-has-findings";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs, documents-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs" | "documents-unavailable";
                    };
                };
            };
        };
    };
    listDocuments: {
        parameters: {
            query?: {
                /** @description Of the budgets of this agency */
                agency?: string;
                /** @description Of the budgets of this fiscal year */
                year?: number;
                /** @description At most so many entries; the answer is {items, next} */
                limit?: number;
                /** @description `next` of the part before; the answer is {items, next} */
                after?: string;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordedDocument"][] | {
                        items: components["schemas"]["RecordedDocument"][];
                        next: string | null;
                    };
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    getDocument: {
        parameters: {
            query?: {
                /** @description As it is recorded in this budget */
                budget?: string;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path: {
                /** @example 575eee076fec151acd9f38fbdaaea4b11a390bd7fd81cc2539990d362430f289 */
                sha256: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownDocument"];
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs, documents-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs" | "documents-unavailable";
                    };
                };
            };
        };
    };
    getDocumentContent: {
        parameters: {
            query?: never;
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path: {
                /** @example 575eee076fec151acd9f38fbdaaea4b11a390bd7fd81cc2539990d362430f289 */
                sha256: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                    "text/tab-separated-values": string;
                    "text/markdown": string;
                    "text/csv": string;
                    "application/pdf": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found, document-not-kept */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found" | "document-not-kept";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs, document-corrupt, documents-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs" | "document-corrupt" | "documents-unavailable";
                    };
                };
            };
        };
    };
    followChanges: {
        parameters: {
            query?: {
                /** @description A token: only what came after it */
                after?: string;
                /** @description Instead of `after`: the first sequence */
                from?: number;
                /** @description The last sequence, where the stream ends */
                to?: number;
                /** @description only changes of this budget; may be repeated */
                budget?: string | string[];
                /** @description only changes of this agency and of its budgets; may be repeated */
                agency?: string | string[];
                /** @description only changes of budgets of this year; may be repeated */
                year?: string | string[];
                /** @description only changes of budgets of this scope; may be repeated */
                scope?: string | string[];
                /**
                 * @description only changes of this type; may be repeated
                 * @example BudgetAmended
                 */
                type?: string | string[];
                /** @description only changes of this kind: supplement, rescission, reallocation, carry-forward, reserve-drawdown, special-transfer, adjustment-plan, correction, original, discontinued; may be repeated */
                kind?: string | string[];
                /** @description only changes that name a code that begins so; may be repeated */
                code?: string | string[];
                /** @description only changes that name the line with this key; may be repeated */
                line?: string | string[];
                /**
                 * @description false: ends after the history
                 * @example false
                 */
                follow?: "true" | "false";
                /** @description cloudevents: also where Accept asks for server-sent events */
                format?: "changes" | "cloudevents";
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description A token; before `after` */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                    "text/event-stream": string;
                    "application/cloudevents+json": {
                        specversion: string;
                        id: string;
                        source: string;
                        type: string;
                        subject: string;
                        time: string;
                        datacontenttype: string;
                        dataschema: string;
                        sequence: string;
                        partitionkey: string;
                        traceparent?: string;
                        data: components["schemas"]["Change"];
                    };
                    "application/cloudevents-batch+json": {
                        specversion: string;
                        id: string;
                        source: string;
                        type: string;
                        subject: string;
                        time: string;
                        datacontenttype: string;
                        dataschema: string;
                        sequence: string;
                        partitionkey: string;
                        traceparent?: string;
                        data: components["schemas"]["Change"];
                    }[];
                };
            };
            /** @description malformed, unknown-parameter, token-malformed, position-beyond-log */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed" | "position-beyond-log";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid, line-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "line-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    getAsyncApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        asyncapi: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description unknown-parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "unknown-parameter";
                    };
                };
            };
        };
    };
    listGroups: {
        parameters: {
            query?: never;
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"][];
                };
            };
            /** @description malformed, unknown-parameter, token-malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs, groups-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs" | "groups-unavailable";
                    };
                };
            };
        };
    };
    showGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
            };
            path: {
                /** @example mirror */
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description malformed, unknown-parameter, token-malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs, groups-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs" | "groups-unavailable";
                    };
                };
            };
        };
    };
    putGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
            };
            path: {
                /** @example mirror */
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutGroup"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description malformed, unknown-parameter, unknown-field, amount-not-string, amount-form, token-malformed, position-beyond-log */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "unknown-field" | "amount-not-string" | "amount-form" | "token-malformed" | "position-beyond-log";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, amount-too-large, line-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "amount-too-large" | "line-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs, groups-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs" | "groups-unavailable";
                    };
                };
            };
        };
    };
    deleteGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
            };
            path: {
                /** @example mirror */
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description malformed, unknown-parameter, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, amount-too-large */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "amount-too-large";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs, groups-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs" | "groups-unavailable";
                    };
                };
            };
        };
    };
    leaseChanges: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
            };
            path: {
                /** @example mirror */
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeaseChanges"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupLease"];
                };
            };
            /** @description malformed, unknown-parameter, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, amount-too-large */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "amount-too-large";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs, groups-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs" | "groups-unavailable";
                    };
                };
            };
        };
    };
    acknowledgeChanges: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
            };
            path: {
                /** @example mirror */
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcknowledgeChanges"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupSettled"];
                };
            };
            /** @description malformed, unknown-parameter, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description lease-ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "lease-ended";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, amount-too-large */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "amount-too-large";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs, groups-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs" | "groups-unavailable";
                    };
                };
            };
        };
    };
    refuseChanges: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
            };
            path: {
                /** @example mirror */
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefuseChanges"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupSettled"];
                };
            };
            /** @description malformed, unknown-parameter, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description lease-ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "lease-ended";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, amount-too-large */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "amount-too-large";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs, groups-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs" | "groups-unavailable";
                    };
                };
            };
        };
    };
    parkChanges: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
            };
            path: {
                /** @example mirror */
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ParkChanges"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupSettled"];
                };
            };
            /** @description malformed, unknown-parameter, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description lease-ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "lease-ended";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, amount-too-large */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "amount-too-large";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs, groups-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs" | "groups-unavailable";
                    };
                };
            };
        };
    };
    replayParked: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
            };
            path: {
                /** @example mirror */
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayParked"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupReplay"];
                };
            };
            /** @description malformed, unknown-parameter, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, amount-too-large, confirmation-missing */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "amount-too-large" | "confirmation-missing";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs, groups-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs" | "groups-unavailable";
                    };
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"][];
                };
            };
            /** @description malformed, unknown-parameter, token-malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs, groups-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs" | "groups-unavailable";
                    };
                };
            };
        };
    };
    showWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
            };
            path: {
                /** @example erp */
                webhook: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description malformed, unknown-parameter, token-malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs, groups-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs" | "groups-unavailable";
                    };
                };
            };
        };
    };
    putWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
            };
            path: {
                /** @example erp */
                webhook: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutWebhook"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
            /** @description malformed, unknown-parameter, unknown-field, amount-not-string, amount-form, token-malformed, position-beyond-log */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "unknown-field" | "amount-not-string" | "amount-form" | "token-malformed" | "position-beyond-log";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, amount-too-large, line-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "amount-too-large" | "line-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs, groups-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs" | "groups-unavailable";
                    };
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
            };
            path: {
                /** @example erp */
                webhook: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description malformed, unknown-parameter, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, amount-too-large */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "amount-too-large";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs, groups-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs" | "groups-unavailable";
                    };
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
            };
            path: {
                /** @example erp */
                webhook: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
            /** @description malformed, unknown-parameter, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, amount-too-large */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "amount-too-large";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs, groups-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs" | "groups-unavailable";
                    };
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
            };
            path: {
                /** @example erp */
                webhook: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookTest"];
                };
            };
            /** @description malformed, unknown-parameter, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, amount-too-large */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "amount-too-large";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs, groups-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs" | "groups-unavailable";
                    };
                };
            };
        };
    };
    replayWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who asks for it, where the service authenticates nobody; otherwise the subject of the token does */
                "Ledger-Actor"?: string;
            };
            path: {
                /** @example erp */
                webhook: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayParked"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupReplay"];
                };
            };
            /** @description malformed, unknown-parameter, unknown-field, amount-not-string, amount-form */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "unknown-field" | "amount-not-string" | "amount-form";
                    };
                };
            };
            /** @description token-invalid, actor-missing */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid" | "actor-missing";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description document-too-large, body-too-large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "document-too-large" | "body-too-large";
                    };
                };
            };
            /** @description media-type-unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "media-type-unsupported";
                    };
                };
            };
            /** @description text-invalid, amount-too-large, confirmation-missing */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid" | "amount-too-large" | "confirmation-missing";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, proof-differs, groups-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "proof-differs" | "groups-unavailable";
                    };
                };
            };
        };
    };
    verifyLog: {
        parameters: {
            query?: never;
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verified"];
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs, documents-unavailable, proof-unusable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs" | "documents-unavailable" | "proof-unusable";
                    };
                };
            };
        };
    };
    listReads: {
        parameters: {
            query?: {
                budget?: string;
                /** @description The subject of the token, or its name */
                person?: string;
                /** @description Recorded on this day or later */
                from?: string;
                /** @description Recorded on this day or earlier */
                until?: string;
                /** @description Instead of Accept */
                format?: "json" | "csv" | "xlsx" | "jsonl";
                /** @description At most so many entries; the answer is {items, next} */
                limit?: number;
                /** @description `next` of the part before; the answer is {items, next} */
                after?: string;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Read"][];
                        next: string | null;
                    };
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    listAuditChanges: {
        parameters: {
            query?: {
                budget?: string;
                /** @description Who proposed or recorded it */
                person?: string;
                /** @description A line key, or one of its codes */
                line?: string;
                kind?: "supplement" | "rescission" | "reallocation" | "carry-forward" | "reserve-drawdown" | "special-transfer" | "adjustment-plan" | "correction" | "original" | "discontinued";
                /** @description A document number (文号) in any of its spellings */
                number?: string;
                /** @description Recorded on this day or later */
                from?: string;
                /** @description Recorded on this day or earlier */
                until?: string;
                /** @description What was recorded up to this position of the log */
                position?: string;
                /** @description Instead of Accept */
                format?: "json" | "csv" | "xlsx" | "jsonl";
                /** @description At most so many entries; the answer is {items, next} */
                limit?: number;
                /** @description `next` of the part before; the answer is {items, next} */
                after?: string;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditChange"][] | {
                        items: components["schemas"]["AuditChange"][];
                        next: string | null;
                    };
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed, position-beyond-log */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed" | "position-beyond-log";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    listLateChanges: {
        parameters: {
            query?: {
                budget?: string;
                /** @description Who proposed or recorded it */
                person?: string;
                /** @description A line key, or one of its codes */
                line?: string;
                kind?: "supplement" | "rescission" | "reallocation" | "carry-forward" | "reserve-drawdown" | "special-transfer" | "adjustment-plan" | "correction" | "original" | "discontinued";
                /** @description A document number (文号) in any of its spellings */
                number?: string;
                /** @description Recorded on this day or later */
                from?: string;
                /** @description Recorded on this day or earlier */
                until?: string;
                /** @description What was recorded up to this position of the log */
                position?: string;
                /** @description Recorded more than this many days after it took effect (default 30) */
                days?: string;
                /** @description Instead of Accept */
                format?: "json" | "csv" | "xlsx" | "jsonl";
                /** @description At most so many entries; the answer is {items, next} */
                limit?: number;
                /** @description `next` of the part before; the answer is {items, next} */
                after?: string;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditChange"][] | {
                        items: components["schemas"]["AuditChange"][];
                        next: string | null;
                    };
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed, position-beyond-log */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed" | "position-beyond-log";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    listAuditExceptions: {
        parameters: {
            query?: {
                budget?: string;
                rule?: "approved-after-year-end" | "amended-before-approval" | "entered-after-approval" | "line-amended-often" | "reallocation-not-zero" | "protected-line-reallocated" | "three-public-raised" | "late-supplement" | "basic-project-move" | "approved-after-recording" | "transfer-across-years" | "transfer-halves-differ" | "authority-is-no-number" | "executed-without-budget" | "unknown-code" | "budget-stopped";
                /** @description What was recorded up to this position of the log */
                position?: string;
                /** @description Instead of Accept */
                format?: "json" | "csv" | "xlsx" | "jsonl";
                /** @description At most so many entries; the answer is {items, next} */
                limit?: number;
                /** @description `next` of the part before; the answer is {items, next} */
                after?: string;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditException"][] | {
                        items: components["schemas"]["AuditException"][];
                        next: string | null;
                    };
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed, position-beyond-log */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed" | "position-beyond-log";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    listTransfersInTransit: {
        parameters: {
            query?: {
                /** @description The budget that the money has left */
                budget?: string;
                /** @description Of the budgets of this agency */
                agency?: string;
                /** @description Of the budgets of this fiscal year */
                year?: number;
                /** @description What was recorded up to this position of the log */
                position?: string;
                /** @description Instead of Accept */
                format?: "json" | "csv" | "xlsx" | "jsonl";
                /** @description At most so many entries; the answer is {items, next} */
                limit?: number;
                /** @description `next` of the part before; the answer is {items, next} */
                after?: string;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InTransit"][] | {
                        items: components["schemas"]["InTransit"][];
                        next: string | null;
                    };
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed, position-beyond-log */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed" | "position-beyond-log";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    getCheckpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs, proof-unusable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs" | "proof-unusable";
                    };
                };
            };
        };
    };
    getCheckpointKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs, proof-unusable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs" | "proof-unusable";
                    };
                };
            };
        };
    };
    listCheckpointKeys: {
        parameters: {
            query?: never;
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs, proof-unusable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs" | "proof-unusable";
                    };
                };
            };
        };
    };
    getVerifier: {
        parameters: {
            query?: never;
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs";
                    };
                };
            };
        };
    };
    getTile: {
        parameters: {
            query?: never;
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path: {
                /** @example 0 */
                level: string;
                /** @example 000.p/1 */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs, proof-unusable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs" | "proof-unusable";
                    };
                };
            };
        };
    };
    getEventProof: {
        parameters: {
            query?: never;
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path: {
                /** @example 1 */
                position: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProvenEvent"];
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs, proof-unusable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs" | "proof-unusable";
                    };
                };
            };
        };
    };
    getConsistencyProof: {
        parameters: {
            query: {
                /**
                 * @description In events
                 * @example 1
                 */
                from: number;
                /**
                 * @description In events
                 * @example 678
                 */
                to: number;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs, proof-unusable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs" | "proof-unusable";
                    };
                };
            };
        };
    };
    getBundle: {
        parameters: {
            query?: {
                /** @description What is in force on this day; without it everything counts */
                effective?: string;
                /** @description What was recorded up to this instant, such as 2023-06-15T08:00:00Z */
                recorded?: string;
                /** @description What was recorded up to this position of the log */
                position?: string;
            };
            header?: {
                /** @description Waits for this write */
                "Ledger-Min-Token"?: string;
                /** @description The ETag of an earlier answer: 304 where it is still the answer */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description <agency>-<year>-<department|unit>
                 * @example baoshan-2022-unit
                 */
                budget: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description The client has the answer already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description malformed, unknown-parameter, token-malformed, as-of-in-future, position-beyond-log */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "malformed" | "unknown-parameter" | "token-malformed" | "as-of-in-future" | "position-beyond-log";
                    };
                };
            };
            /** @description token-invalid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "token-invalid";
                    };
                };
            };
            /** @description forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "forbidden";
                    };
                };
            };
            /** @description not-found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found";
                    };
                };
            };
            /** @description not-acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-acceptable";
                    };
                };
            };
            /** @description epoch-changed */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "epoch-changed";
                    };
                };
            };
            /** @description text-invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "text-invalid";
                    };
                };
            };
            /** @description too-many-requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "too-many-requests";
                    };
                };
            };
            /** @description internal */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "internal";
                    };
                };
            };
            /** @description identity-unavailable, data-folder-unusable, log-corrupt, log-unavailable, projection-behind, budget-stopped, proof-differs, proof-unusable, document-corrupt, documents-unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "identity-unavailable" | "data-folder-unusable" | "log-corrupt" | "log-unavailable" | "projection-behind" | "budget-stopped" | "proof-differs" | "proof-unusable" | "document-corrupt" | "documents-unavailable";
                    };
                };
            };
        };
    };
}
