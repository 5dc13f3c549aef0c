/* SPDX-License-Identifier: GPL-3.0-or-later */
/* witness.c - Witness complexes: landmarks joined where other points see them as near.
 *
 * Of each witness the landmarks that can matter are kept, nearest first. Then one dimension
 * after the other: candidates are the simplices whose facets are there, and each witness lowers
 * the values of those of its simplices that are candidates. */
#include "filtration/levels.h"
#include <float.h>
#include <string.h>

static const char *const stage = "witness complex";

typedef struct sight {
    uint32_t landmark;
    double squared; /* distance */
} sight;

typedef struct seen {
    tda_ctx *ctx;
    const tda_cloud *landmarks, *witnesses;
    tda_witness_opts opts;
    tda_index *start; /* [witnesses+1] */
    sight *at;        /* those of each witness by distance, then by number */
    tda_index size, room;
    tdai_levels l;
    double *least; /* [candidates] the least relaxation so far */
} seen;

static tda_status check(seen *s)
{
    tda_ctx *ctx = s->ctx;
    tda_status st = TDA_OK;
    TRY(tda_cloud_check(ctx, s->landmarks));
    TRY(tda_cloud_check(ctx, s->witnesses));
    if (s->landmarks->dimension != s->witnesses->dimension)
        FAIL(TDA_EINVAL,
             "landmarks in R^%lld, witnesses in R^%lld: give both in one space",
             (long long)s->landmarks->dimension, (long long)s->witnesses->dimension);
    if (s->opts.max_dimension < 0 || s->opts.max_dimension > TDAI_LEVELS_TOP)
        FAIL(TDA_EINVAL, "max_dimension %d: give 0 to %d", s->opts.max_dimension,
             TDAI_LEVELS_TOP);
    if (!(s->opts.relaxation >= 0))
        FAIL(TDA_EINVAL, "relaxation %g: give 0 or more", s->opts.relaxation);
done:
    return st;
}

/* ---- what each witness sees ---- */

static tda_status add_sight(seen *s, uint32_t landmark, double squared)
{
    if (s->size == s->room) {
        tda_index room = s->room + s->room / 2 + 256;
        tda_status st = tdai_budget(s->ctx, room * (tda_index)sizeof(sight), stage);
        if (st)
            return st;
        sight *more = tdai_realloc(s->at, room, sizeof *more);
        if (!more)
            return tdai_fail(s->ctx, TDA_ENOMEM, "%s: no memory for %lld distances",
                             stage, (long long)room);
        s->at = more;
        s->room = room;
    }
    s->at[s->size++] = (sight){landmark, squared};
    return TDA_OK;
}

static void sort_sights(sight *a, tda_index n)
{
    for (tda_index i = 1; i < n; i++) {
        sight x = a[i];
        tda_index j = i;
        for (; j > 0 && a[j - 1].squared > x.squared; j--)
            a[j] = a[j - 1];
        a[j] = x;
    }
}

static tda_status look(seen *s, tda_index w, double *squared, double *scratch)
{
    tda_ctx *ctx = s->ctx;
    tda_status st = TDA_OK;
    const tda_index n = s->landmarks->size, d = s->landmarks->dimension;
    const double *p = s->witnesses->at + w * d;
    for (tda_index i = 0; i < n; i++) {
        const double *q = s->landmarks->at + i * d;
        double sum = 0;
        for (tda_index c = 0; c < d; c++)
            sum += (p[c] - q[c]) * (p[c] - q[c]);
        if (!(sum < INFINITY))
            FAIL(TDA_EINVAL,
                 "the squared distance of witness %lld to landmark %lld is past what a "
                 "double holds",
                 (long long)w, (long long)i);
        squared[i] = scratch[i] = sum;
    }
    /* a witness can stand for simplices whose farthest vertex is no farther than this */
    tda_index rank = s->opts.strong ? 1 : s->opts.max_dimension + 2;
    double most = INFINITY;
    if (rank <= n) {
        tdai_select(scratch, n, rank);
        most = scratch[rank - 1] + s->opts.relaxation;
    }
    for (tda_index i = 0; i < n; i++)
        if (squared[i] <= most)
            TRY(add_sight(s, (uint32_t)i, squared[i]));
    sort_sights(s->at + s->start[w], s->size - s->start[w]);
    s->start[w + 1] = s->size;
done:
    return st;
}

static tda_status look_all(seen *s)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    const tda_index n = s->witnesses->size;
    double *squared = ARRAY(&tmp, double, s->landmarks->size);
    double *scratch = ARRAY(&tmp, double, s->landmarks->size);
    s->start = tdai_calloc(n + 1, sizeof *s->start);
    if (!s->start)
        tmp.failed = true;
    TRY(tdai_arena_status(s->ctx, &tmp));
    for (tda_index w = 0; w < n; w++) {
        TRY(tdai_poll(s->ctx, "distances to landmarks", w, n));
        TRY(look(s, w, squared, scratch));
    }
done:
    tdai_arena_free(&tmp);
    return st;
}

/* ---- the simplices of one witness ---- */

typedef struct choice {
    const sight *at;
    tda_index size;
    int k;                                /* dimension of the simplices */
    uint32_t vertex[TDAI_LEVELS_TOP + 1]; /* chosen so far, ascending */
} choice;

/* Put v among the first n. Returns its place. */
static int put(uint32_t *vertex, int n, uint32_t v)
{
    int i = n;
    for (; i > 0 && vertex[i - 1] > v; i--)
        vertex[i] = vertex[i - 1];
    vertex[i] = v;
    return i;
}

/* Choose the landmarks after the first `chosen` ones from place `from` on; left_out: the
 * distance of the first landmark that was not chosen, INFINITY: none. */
static void choose(seen *s, choice *c, int chosen, tda_index from, double left_out)
{
    for (tda_index p = from; p < c->size; p++) {
        double squared = c->at[p].squared;
        double relaxation =
            s->opts.strong ? squared - c->at[0].squared : fmax(0, squared - left_out);
        if (relaxation > s->opts.relaxation)
            return; /* those after it are farther away */
        int place = put(c->vertex, chosen, c->at[p].landmark);
        tda_index found = tdai_levels_find(&s->l, chosen, c->vertex);
        if (chosen == c->k && found >= 0)
            s->least[found] = fmin(s->least[found], relaxation);
        else if (chosen < c->k && found >= 0)
            choose(s, c, chosen + 1, p + 1, left_out);
        memmove(c->vertex + place, c->vertex + place + 1,
                sizeof *c->vertex * (size_t)(chosen - place));
        left_out = fmin(left_out, squared);
    }
}

/* The values of the last level from the witnesses and the facets. */
static tda_status set_values(seen *s)
{
    tda_ctx *ctx = s->ctx;
    tda_status st = TDA_OK;
    const int k = s->l.d.dimension;
    const tda_index n = s->l.d.count[k];
    tdai_free(s->least);
    s->least = tdai_alloc(n, sizeof *s->least);
    if (!s->least)
        FAIL(TDA_ENOMEM, "%s: no memory for %lld simplices", stage, (long long)n);
    for (tda_index i = 0; i < n; i++)
        s->least[i] = INFINITY;
    for (tda_index w = 0; w < s->witnesses->size; w++) {
        TRY(tdai_poll(ctx, stage, w, s->witnesses->size));
        choice c = {.at = s->at + s->start[w], .size = s->start[w + 1] - s->start[w]};
        c.k = k;
        choose(s, &c, 0, 0, INFINITY);
    }
    for (tda_index i = 0; i < n; i++)
        s->l.d.value[k][i] = fmax(s->l.d.value[k][i], s->least[i]);
done:
    return st;
}

tda_status tda_cloud_witness(tda_ctx *ctx, tda_complex **out, const tda_cloud *landmarks,
                             const tda_cloud *witnesses, const tda_witness_opts *opts)
{
    tda_status st = TDA_OK;
    seen s = {.ctx = ctx,
              .landmarks = landmarks,
              .witnesses = witnesses,
              .opts = TDA_WITNESS_OPTS_INIT};
    tdai_simplices x = {.axis = "squared relaxation", .opts = TDA_POINTS_OPTS_INIT};
    TRY(tdai_opts(ctx, &s.opts, sizeof s.opts, opts));
    TRY(check(&s));
    TRY(look_all(&s));
    TRY(tdai_levels_open(&s.l, ctx, stage, landmarks->size));
    s.l.d.value[0] = tdai_calloc(landmarks->size, sizeof(double));
    if (!s.l.d.value[0])
        FAIL(TDA_ENOMEM, "%s: no memory for %lld landmarks", stage,
             (long long)landmarks->size);
    if (landmarks->size > 0)
        TRY(set_values(&s));
    bool any = true;
    while (any && s.l.d.dimension < s.opts.max_dimension) {
        TRY(tdai_levels_join(&s.l, NULL, &any));
        if (!any)
            break;
        TRY(set_values(&s));
        tdai_levels_keep(&s.l, DBL_MAX, TDA_SCALE_RADIUS_SQUARED, 0);
    }
    x.filtration = s.opts.strong ? "strong-witness" : "witness";
    x.opts.scale = TDA_SCALE_RADIUS_SQUARED;
    x.opts.threshold = s.opts.relaxation;
    x.d = s.l.d;
    s.l.d = (tdai_delaunay){0};
    TRY(tdai_simplices_complex(ctx, out, &x, landmarks->size, stage));
done:
    tdai_free(s.start);
    tdai_free(s.at);
    tdai_free(s.least);
    tdai_levels_clear(&s.l);
    tdai_delaunay_clear(&x.d);
    return st;
}
