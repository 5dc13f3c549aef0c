/* SPDX-License-Identifier: GPL-3.0-or-later */
/* features_learn.c - What vectorizers leave open they learn from all inputs, one after the other in
 * their order, as they stand in the journal. */
#include "cli/feature.h"
#include <stdlib.h>

int cli_features_learn(cli_features *f)
{
    tda_status st = TDA_OK;
    cli_session *s = f->s;
    for (tda_index i = 0; i < f->items.count && st == TDA_OK; i++) {
        const cli_item *item = &f->items.item[i];
        int64_t size;
        if (item->code != CLI_DONE)
            continue;
        int64_t *packed = cli_journal_read(&f->journal, item->described, &size);
        if (!packed)
            return cli_error(s->o->command, CLI_FAILED, "%s: the journal cannot be read",
                             item->name);
        const int64_t *at = packed;
        for (int j = 0; j < f->blocks.slots && st == TDA_OK; j++) {
            cli_unpacked u;
            at = cli_unpack(&u, at, &f->blocks.slot[j]);
            for (int k = 0; k < f->blocks.streams && st == TDA_OK; k++)
                if (f->blocks.stream[k].slot == j)
                    st = tda_vectorizer_see(s->ctx, f->blocks.stream[k].vectorizer,
                                            &u.descriptor);
        }
        free(packed);
        if (st != TDA_OK)
            return cli_fail(s, st, item->name);
    }
    for (int k = 0; k < f->blocks.streams && st == TDA_OK; k++)
        st = tda_vectorizer_settle(s->ctx, f->blocks.stream[k].vectorizer);
    if (st != TDA_OK)
        return cli_fail(s, st, "learning");
    cli_say(s, "learnt what the vectorizers left open");
    return CLI_DONE;
}
