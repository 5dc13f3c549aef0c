/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rips.c - Rips persistence of points and distances: options in, a filtered graph, bars out. */
#include "persistence/rips.h"
#include <limits.h>
#include <math.h>
#include <stdio.h>

enum { FIELD_LIMIT = 1 << 15 };

static bool is_prime(int p)
{
    for (int q = 2; q * q <= p; q++)
        if (p % q == 0)
            return false;
    return p >= 2;
}

static tda_status check_births(tda_ctx *ctx, const double *births, tda_index n)
{
    for (tda_index i = 0; births && i < n; i++)
        if (!isfinite(births[i]))
            return tdai_fail(ctx, TDA_EINVAL,
                             "births: point %lld is born at %g; give a finite number",
                             (long long)i, births[i]);
    return TDA_OK;
}

static tda_status check(tda_ctx *ctx, const tda_rips_opts *o, tda_index n)
{
    tda_status st = TDA_OK;
    if (o->max_degree < 0)
        FAIL(TDA_EINVAL, "max_degree %d: give 0 or more", o->max_degree);
    if (o->field >= FIELD_LIMIT || !is_prime(o->field))
        FAIL(TDA_EINVAL, "field %d: give a prime below %d", o->field, FIELD_LIMIT);
    if (isnan(o->threshold))
        FAIL(TDA_EINVAL, "threshold NaN: give a number");
    if (o->threshold < 0 && !o->births)
        FAIL(TDA_EINVAL, "threshold %g: give 0 or more", o->threshold);
    if ((unsigned)o->scale > TDA_SCALE_RADIUS_SQUARED)
        FAIL(TDA_EINVAL, "scale %d: not one of tda_scale", (int)o->scale);
    if ((unsigned)o->collapse > TDA_CHOICE_YES)
        FAIL(TDA_EINVAL, "collapse %d: not one of tda_choice", (int)o->collapse);
    if (o->sparse != 0 && !(o->sparse > 0 && o->sparse < 1))
        FAIL(TDA_EINVAL, "sparse %g: give 0 or a number between 0 and 1", o->sparse);
    if (o->sparse > 0 && o->births)
        FAIL(TDA_EINVAL, "sparse %g: not with births", o->sparse);
    TRY(check_births(ctx, o->births, n));
done:
    return st;
}

static tda_status diagram(tda_ctx *ctx, tda_diagram *out, const tda_cloud *cloud,
                          const tda_distances *d, tda_chains *chains,
                          const tda_rips_opts *theirs)
{
    tda_status st = TDA_OK;
    tda_rips_opts o = TDA_RIPS_OPTS_INIT;
    tdai_rips_graph graph = {0};
    tdai_bars bars = {0};
    tda_diagram result = {0};
    tdai_chains found = {0};
    tda_chains sorted = {0};
    tda_distances few = {0};
    TRY(tdai_opts(ctx, &o, sizeof o, theirs));
    TRY(cloud ? tda_cloud_check(ctx, cloud) : tda_distances_check(ctx, d));
    tda_index n = cloud ? cloud->size : d->size;
    TRY(check(ctx, &o, n));
    if (chains && o.cocycles && o.collapse == TDA_CHOICE_YES)
        FAIL(TDA_EINVAL,
             "cocycles after an edge collapse are none before: collapse or ask "
             "for cocycles, not both");
    tdai_lengths lengths = {cloud, d, n, o.scale, o.threshold};
    if (o.sparse > 0) {
        TRY(cloud ? tda_cloud_sparsify(ctx, &few, cloud, o.sparse)
                  : tda_distances_sparsify(ctx, &few, d, o.sparse));
        lengths.cloud = NULL;
        lengths.d = &few;
    }
    TRY(tdai_rips_graph_new(ctx, &graph, &lengths, o.births));
    tda_index top = n > 0 ? n - 1 : 0; /* no homology from degree n - 1 on */
    int degree = o.max_degree < top ? o.max_degree : (int)top;
    if (o.collapse == TDA_CHOICE_YES || (o.collapse == TDA_CHOICE_AUTO && !chains &&
                                         tdai_rips_collapse_pays(&graph, degree)))
        TRY(tdai_rips_collapse(ctx, &graph));
    bars.field = o.field;
    bars.cocycles = o.cocycles;
    bars.chains = chains ? &found : NULL;
    tdai_rips_job job = {&graph, degree, o.field};
    TRY(tdai_rips_bars(ctx, &bars, &job));
    TRY(tdai_diagram_new(ctx, &result, o.max_degree + 1, TDA_CELL_PAIR, bars.at,
                         bars.size));
    if (chains)
        TRY(tdai_chains_of_bars(ctx, &sorted, &found, bars.at,
                                result.start[result.degrees]));
    result.record.field = o.field;
    result.record.scale = o.scale;
    result.record.threshold = o.threshold;
    snprintf(result.record.filtration, sizeof result.record.filtration, "%s",
             o.sparse > 0 ? "sparse-rips" : "rips");
    *out = result;
    result = (tda_diagram){0};
    if (chains)
        *chains = sorted;
done:
    tda_diagram_clear(&result);
    tdai_chains_free(&found);
    tda_distances_clear(&few);
    tdai_rips_graph_clear(&graph);
    tdai_bars_clear(&bars);
    return st;
}

tda_status tda_cloud_rips_diagram(tda_ctx *ctx, tda_diagram *out, tda_chains *chains,
                                  const tda_cloud *cloud, const tda_rips_opts *opts)
{
    return diagram(ctx, out, cloud, NULL, chains, opts);
}

tda_status tda_distances_rips_diagram(tda_ctx *ctx, tda_diagram *out, tda_chains *chains,
                                      const tda_distances *d, const tda_rips_opts *opts)
{
    return diagram(ctx, out, NULL, d, chains, opts);
}

tda_status tdai_bars_add(tda_ctx *ctx, tdai_bars *bars, const tdai_bar *bar)
{
    if (bar->birth == bar->death)
        return TDA_OK;
    if (bars->size == bars->capacity) {
        tda_index capacity = bars->capacity ? 2 * bars->capacity : 64;
        tdai_bar *more = tdai_realloc(bars->at, capacity, sizeof *more);
        if (!more)
            return tdai_fail(ctx, TDA_ENOMEM,
                             "Rips persistence: memory ran out at %lld bars",
                             (long long)bars->size);
        bars->at = more;
        bars->capacity = capacity;
    }
    bars->at[bars->size++] = *bar;
    return TDA_OK;
}

void tdai_bars_clear(tdai_bars *bars)
{
    tdai_free(bars->at);
    *bars = (tdai_bars){0};
}
