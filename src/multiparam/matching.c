/* SPDX-License-Identifier: GPL-3.0-or-later */
/* matching.c - The matching distance of two modules, between bounds that are as near as is asked.
 *
 * The distance is the greatest weighted bottleneck distance over all lines. Cells of lines are taken
 * by the bound that is known of them, greatest first, some at a time: the central line of a cell may
 * be farther than any before, which is the lower bound; then a bound is found for the whole cell, and
 * if that is not low enough yet the cell is divided. Lines past all grades are like those at the edge
 * of the rectangle of lines. All is decided before the next cells are taken, in their order, so that
 * threads do not matter. */
#include "multiparam/matching.h"
#include "multiparam/lines.h"
#include <string.h>

enum { BATCH = 32, SAMPLES = 32, STREAM = 0x6d64 };

typedef struct verdict {
    double
        far; /* the distance on the central line where it passes the greatest so far, else 0 */
    double bound; /* of the cell */
    bool looked;
    tdai_effort effort;
} verdict;

typedef struct search {
    tda_ctx *ctx;
    tdai_stranded mod[2];
    double low[2];  /* what was taken off the grades */
    double wide[2]; /* the greatest coordinates then */
    double error, least;
    double lower;
    tdai_cell batch[BATCH];
    verdict verdict[BATCH];
    tdai_cell *heap; /* greatest bound first */
    tda_index cells, room, numbered;
} search;

static bool before(const tdai_cell *a, const tdai_cell *b)
{
    return a->bound != b->bound ? a->bound > b->bound : a->number < b->number;
}

static tda_status push(search *s, tdai_cell cell)
{
    if (s->cells == s->room) {
        tda_index room = 2 * s->room + 256;
        tdai_cell *more = tdai_realloc(s->heap, room, sizeof *more);
        if (!more)
            return tdai_fail(s->ctx, TDA_ENOMEM,
                             "matching distance: no memory for %lld cells of lines",
                             (long long)room);
        s->heap = more;
        s->room = room;
    }
    cell.number = s->numbered++;
    tda_index i = s->cells++;
    for (; i > 0 && before(&cell, &s->heap[(i - 1) / 2]); i = (i - 1) / 2)
        s->heap[i] = s->heap[(i - 1) / 2];
    s->heap[i] = cell;
    return TDA_OK;
}

static tdai_cell pop(search *s)
{
    tdai_cell top = s->heap[0], last = s->heap[--s->cells];
    tda_index i = 0;
    for (tda_index c = 1; c < s->cells; c = 2 * i + 1) {
        if (c + 1 < s->cells && before(&s->heap[c + 1], &s->heap[c]))
            c++;
        if (!before(&s->heap[c], &last))
            break;
        s->heap[i] = s->heap[c];
        i = c;
    }
    s->heap[i] = last;
    return top;
}

/* What the upper bound has to come down to. */
static double target(const search *s)
{
    return s->lower + fmax(s->error * s->lower, s->least);
}

/* How far the places move over a cell, roughly. */
static double reach(const search *s, const tdai_cell *c)
{
    return fmax(c->dl * s->wide[c->steep], c->dm);
}

static tda_status look(const search *s, const tdai_cell *cell, verdict *out)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = s->ctx;
    tdai_arena tmp = {0};
    tdai_strand f[2];
    bool within = false;
    *out = (verdict){.bound = cell->bound};
    if (s->lower > 0 && reach(s, cell) > 4 * target(s))
        goto done; /* divided unseen */
    out->looked = true;
    for (int k = 0; k < 2; k++)
        TRY(tdai_strand_new(ctx, &f[k], &s->mod[k], cell, &tmp));
    out->effort.columns = f[0].effort.columns + f[1].effort.columns;
    out->effort.entries = f[0].effort.entries + f[1].effort.entries;
    if (f[0].endless != f[1].endless || f[0].ancient != f[1].ancient ||
        f[0].eternal != f[1].eternal) {
        out->far = INFINITY;
        goto done;
    }
    TRY(tdai_strands_within(ctx, &within, &f[0], &f[1], s->lower, true));
    if (!within)
        TRY(tdai_strands_distance(ctx, &out->far, &f[0], &f[1]));
    double from = fmax(s->lower, out->far);
    for (double more = fmax(s->error * from, s->least);
         more > 0 && from + more < out->bound; more *= 4) {
        TRY(tdai_strands_within(ctx, &within, &f[0], &f[1], from + more, false));
        if (within) {
            out->bound = from + more;
            break;
        }
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

static tda_status look_at_some(void *arg, tda_index begin, tda_index end)
{
    search *s = arg;
    tda_status st = TDA_OK;
    for (tda_index i = begin; st == TDA_OK && i < end; i++)
        st = look(s, &s->batch[i], &s->verdict[i]);
    return st;
}

/* Look at the batch, and keep the farthest line. */
static tda_status look_at(search *s, tda_index n, tda_matching_distance *out)
{
    tda_status st = TDA_OK;
    TRY(tdai_parallel(s->ctx, "matching distance", n, 1, look_at_some, s));
    for (tda_index i = 0; i < n; i++) {
        const tdai_cell *c = &s->batch[i];
        const verdict *v = &s->verdict[i];
        out->lines += v->looked;
        tdai_work(s->ctx, TDA_WORK_COLUMNS, v->effort.columns);
        tdai_work(s->ctx, TDA_WORK_ENTRIES, v->effort.entries);
        if (v->far > s->lower) {
            int flat = c->steep; /* the coordinate with direction 1 */
            s->lower = v->far;
            out->base[flat] = s->low[flat];
            out->base[!flat] = s->low[!flat] + c->m;
            out->direction[flat] = 1;
            out->direction[!flat] = c->l;
        }
    }
done:
    return st;
}

/* Divide a cell where it is wide. */
static tda_status divide(search *s, tdai_cell c)
{
    tda_status st = TDA_OK;
    double across = c.dl * s->wide[c.steep];
    bool by_l = 2 * across > c.dm, by_m = 2 * c.dm > across;
    for (int i = 0; i < (by_l ? 2 : 1); i++)
        for (int j = 0; j < (by_m ? 2 : 1); j++) {
            tdai_cell part = c;
            part.dl = by_l ? c.dl / 2 : c.dl;
            part.dm = by_m ? c.dm / 2 : c.dm;
            part.l = by_l ? c.l + (i ? part.dl : -part.dl) : c.l;
            part.m = by_m ? c.m + (j ? part.dm : -part.dm) : c.m;
            TRY(push(s, part));
        }
done:
    return st;
}

/* Lines by chance, for a lower bound to begin with; the first is the diagonal through the corner. */
static tda_status sample(search *s, tda_matching_distance *out)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = s->ctx;
    tdai_rng *rng = NULL;
    TRY(tdai_rng_new(ctx, &rng, STREAM));
    for (int i = 0; i < SAMPLES; i++) {
        bool steep = i % 2;
        double l = i ? 1 - tdai_rng_uniform(rng) : 1;
        double m =
            i ? tdai_rng_uniform(rng) * (s->wide[0] + s->wide[1]) - s->wide[steep] : 0;
        s->batch[i] = (tdai_cell){.steep = steep, .l = l, .m = m};
    }
    TRY(look_at(s, SAMPLES, out));
done:
    tdai_rng_free(rng);
    return st;
}

static tda_status run(search *s, tda_index lines, tda_matching_distance *out)
{
    tda_status st = TDA_OK;
    tda_ctx *ctx = s->ctx;
    double settled = 0;
    for (int steep = 0; steep < 2; steep++) {
        double all = s->wide[0] + s->wide[1];
        TRY(push(s, (tdai_cell){.steep = steep,
                                .l = 0.5,
                                .m = all / 2 - s->wide[steep],
                                .dl = 0.5,
                                .dm = all / 2,
                                .bound = fmax(s->wide[0], s->wide[1])}));
    }
    while (s->cells && s->heap[0].bound > target(s) && out->lines < lines) {
        tda_index n = 0;
        TRY(tdai_poll(ctx, "matching distance", out->lines, lines));
        while (s->cells && n < BATCH && s->heap[0].bound > target(s))
            s->batch[n++] = pop(s);
        tdai_cell batch[BATCH];
        memcpy(batch, s->batch, sizeof batch);
        TRY(look_at(s, n, out));
        for (tda_index i = 0; i < n; i++) {
            batch[i].bound = s->verdict[i].bound;
            if (batch[i].bound > target(s))
                TRY(divide(s, batch[i]));
            else
                settled = fmax(settled, batch[i].bound);
        }
    }
    settled = fmax(settled, s->cells ? s->heap[0].bound : 0);
    out->upper = fmax(s->lower, settled);
done:
    return st;
}

/* ---- the two modules ---- */

static tda_status load(tda_ctx *ctx, search *s, int side, const tda_presentation *p,
                       tdai_arena *memory)
{
    tda_status st = TDA_OK;
    const tda_matrix *m = tda_presentation_matrix(p);
    tdai_stranded *mod = &s->mod[side];
    tda_index n = m->rows + m->columns;
    mod->m = m;
    mod->x = ARRAY(memory, double, n);
    mod->y = ARRAY(memory, double, n);
    mod->start = ZEROS(memory, tda_index, m->rows + 2);
    mod->relation = ARRAY(memory, uint32_t, m->start[m->columns]);
    TRY(tdai_arena_status(ctx, memory));
    if (n >= (tda_index)TDAI_NONE)
        FAIL(TDA_ELIMIT, "matching distance: %lld generators and relations are too many",
             (long long)n);
    for (tda_index i = 0; i < n; i++) {
        const double *g = i < m->rows ? m->row_grade + i * m->params
                                      : m->column_grade + (i - m->rows) * m->params;
        mod->x[i] = g[0];
        mod->y[i] = m->params > 1 ? g[1] : -(double)INFINITY;
        for (int k = 0; k < 2; k++) {
            double at = k ? mod->y[i] : mod->x[i];
            if (isfinite(at)) {
                s->low[k] = fmin(s->low[k], at);
                s->wide[k] = fmax(s->wide[k], at);
            }
        }
    }
    for (tda_index i = 0; i < m->start[m->columns]; i++)
        mod->start[m->row[i] + 2]++;
    for (tda_index r = 0; r < m->rows; r++)
        mod->start[r + 2] += mod->start[r + 1];
    for (tda_index j = 0; j < m->columns; j++)
        for (tda_index i = m->start[j]; i < m->start[j + 1]; i++)
            mod->relation[mod->start[m->row[i] + 1]++] = (uint32_t)j;
done:
    return st;
}

/* Take the least coordinates off. */
static tda_status move(tda_ctx *ctx, search *s)
{
    tda_status st = TDA_OK;
    for (int k = 0; k < 2; k++) {
        s->low[k] = isinf(s->low[k]) ? 0 : s->low[k];
        s->wide[k] = isinf(s->wide[k]) ? 0 : s->wide[k] - s->low[k];
        if (!isfinite(s->wide[k] * 4))
            FAIL(TDA_EINVAL,
                 "matching distance: the grades of parameter %d are too far apart", k);
    }
    for (int side = 0; side < 2; side++)
        for (tda_index i = 0; i < s->mod[side].m->rows + s->mod[side].m->columns; i++) {
            s->mod[side].x[i] -= s->low[0];
            s->mod[side].y[i] -= s->low[1];
        }
done:
    return st;
}

static tda_status check(tda_ctx *ctx, const tda_matching_distance_opts *o, int a, int b)
{
    tda_status st = TDA_OK;
    if (!(o->error > 0) || isinf(o->error))
        FAIL(TDA_EINVAL, "matching distance: error %g; it is a finite number above 0",
             o->error);
    if (!(o->least >= 0) || isinf(o->least))
        FAIL(TDA_EINVAL, "matching distance: least %g; it is a finite number from 0 on",
             o->least);
    if (o->lines < 1)
        FAIL(TDA_EINVAL, "matching distance: %lld lines; there is at least one",
             (long long)o->lines);
    if (a != b)
        FAIL(TDA_EINVAL, "matching distance: the modules have %d and %d parameters", a,
             b);
done:
    return st;
}

/* A module is at no distance from one of the same ranks, which is the same as the same barcodes on
 * all lines. */
static tda_status same_ranks(tda_ctx *ctx, bool *same, const tda_presentation *a,
                             const tda_presentation *b)
{
    tda_status st = TDA_OK;
    tda_signed_barcode p = {0}, q = {0};
    TRY(tda_presentation_rank_barcode(ctx, &p, a, NULL));
    TRY(tda_presentation_rank_barcode(ctx, &q, b, NULL));
    size_t bytes = (size_t)(p.size * p.params) * sizeof(double);
    *same = p.size == q.size &&
            (p.size == 0 ||
             (!memcmp(p.birth, q.birth, bytes) && !memcmp(p.death, q.death, bytes) &&
              !memcmp(p.weight, q.weight, (size_t)p.size * sizeof *p.weight)));
done:
    tda_signed_barcode_clear(&p);
    tda_signed_barcode_clear(&q);
    return st;
}

tda_status tda_presentation_matching_distance(tda_ctx *ctx, tda_matching_distance *out,
                                              const tda_presentation *a,
                                              const tda_presentation *b,
                                              const tda_matching_distance_opts *opts)
{
    tda_status st = TDA_OK;
    tda_matching_distance_opts o = TDA_MATCHING_DISTANCE_OPTS_INIT;
    tdai_arena tmp = {0};
    search s = {.ctx = ctx, .low = {INFINITY, INFINITY}, .wide = {-INFINITY, -INFINITY}};
    tda_matching_distance found = {.direction = {1, 1}};
    int params = tda_presentation_matrix(a)->params;
    bool same = false;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, &o, params, tda_presentation_matrix(b)->params));
    s.error = o.error;
    TRY(load(ctx, &s, 0, a, &tmp));
    TRY(load(ctx, &s, 1, b, &tmp));
    TRY(move(ctx, &s));
    memcpy(found.base, s.low, sizeof s.low);
    s.least = o.least;
    if (params == 1) {
        s.batch[0] = (tdai_cell){.l = 1};
        TRY(look_at(&s, 1, &found));
        found.upper = s.lower;
    } else {
        TRY(sample(&s, &found));
        if (s.lower == 0)
            TRY(same_ranks(ctx, &same, a, b));
        if (isinf(s.lower))
            found.upper = s.lower;
        else if (!same)
            TRY(run(&s, o.lines, &found));
    }
    found.lower = s.lower;
    *out = found;
done:
    tdai_free(s.heap);
    tdai_arena_free(&tmp);
    return st;
}
