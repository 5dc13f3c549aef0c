/* SPDX-License-Identifier: GPL-3.0-or-later */
/* features_pack.c - Descriptors as a run of words of 8 bytes, which a journal keeps and which is read
 * where it lies.
 *
 * Only what vectorizers look at is kept: coordinates and weights, not the cells behind them. */
#include "cli/feature.h"
#include <stdlib.h>
#include <string.h>

static void put(cli_pack *p, const void *at, tda_index words)
{
    if (p->failed || words <= 0)
        return;
    if (p->size + words > p->room) {
        tda_index room = 2 * p->room > p->size + words ? 2 * p->room : p->size + words;
        int64_t *more = realloc(p->at, (size_t)room * sizeof *more);
        if (!more) {
            p->failed = true;
            return;
        }
        p->at = more;
        p->room = room;
    }
    memcpy(p->at + p->size, at, (size_t)words * sizeof *p->at);
    p->size += words;
}

static void put_one(cli_pack *p, int64_t value)
{
    put(p, &value, 1);
}

/* The bars of the degree, as those of a diagram that has no others. */
void cli_pack_diagram(cli_pack *p, const tda_diagram *d, int degree)
{
    tda_index first = degree < d->degrees ? d->start[degree] : 0;
    tda_index last = degree < d->degrees ? d->start[degree + 1] : 0;
    put_one(p, last - first);
    for (int k = 0; k <= degree; k++)
        put_one(p, 0);
    put_one(p, last - first);
    put(p, d->birth + first, last - first);
    put(p, d->death + first, last - first);
}

void cli_pack_measure(cli_pack *p, const tda_measure *m)
{
    put_one(p, m->params);
    put_one(p, m->size);
    put(p, m->at, m->size * m->params);
    put(p, m->weight, m->size);
}

void cli_pack_module(cli_pack *p, const tda_module *m)
{
    put_one(p, m->params);
    put_one(p, m->size);
    put(p, &m->error, 1);
    put(p, m->box, 2 * m->params);
    put(p, m->birth_start, m->size + 1);
    put(p, m->death_start, m->size + 1);
    put(p, m->birth, m->birth_start[m->size] * m->params);
    put(p, m->death, m->death_start[m->size] * m->params);
}

/* The next n words as whole numbers, or as reals. The words are only ever read. */
static tda_index *take(const int64_t **at, tda_index n)
{
    const int64_t *from = *at;
    *at += n;
    return (tda_index *)(uintptr_t)from;
}

static double *reals(const int64_t **at, tda_index n)
{
    return (double *)(uintptr_t)take(at, n);
}

const int64_t *cli_unpack(cli_unpacked *u, const int64_t *at, const cli_slot *slot)
{
    *u = (cli_unpacked){0};
    u->descriptor.kind = slot->kind;
    u->descriptor.degree = slot->degree;
    if (slot->kind == TDA_DESCRIPTOR_DIAGRAM) {
        tda_diagram *d = &u->diagram;
        tda_index n = *at++;
        d->degrees = slot->degree + 1;
        d->start = take(&at, slot->degree + 2);
        d->birth = reals(&at, n);
        d->death = reals(&at, n);
        d->record.field = 2;
    } else if (slot->kind == TDA_DESCRIPTOR_MEASURE) {
        tda_measure *m = &u->measure;
        m->degree = slot->degree;
        m->params = (int)*at++;
        m->size = *at++;
        m->at = reals(&at, m->size * m->params);
        m->weight = take(&at, m->size);
    } else {
        tda_module *m = &u->module;
        m->degree = slot->degree;
        m->params = (int)*at++;
        m->size = *at++;
        m->error = *reals(&at, 1);
        m->box = reals(&at, 2 * m->params);
        m->birth_start = take(&at, m->size + 1);
        m->death_start = take(&at, m->size + 1);
        m->birth = reals(&at, m->birth_start[m->size] * m->params);
        m->death = reals(&at, m->death_start[m->size] * m->params);
    }
    u->descriptor.diagram = &u->diagram;
    u->descriptor.measure = &u->measure;
    u->descriptor.module = &u->module;
    return at;
}
