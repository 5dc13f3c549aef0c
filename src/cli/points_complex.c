/* SPDX-License-Identifier: GPL-3.0-or-later */
/* points_complex.c - Complexes of points without a function on them: Cech, Delaunay-Cech, weighted and
 * periodic alpha, witness; Delaunay core,
 * multicover. */
#include "cli/source.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Landmarks, each farthest from those before it, and the witnesses that see them. */
static int witness(cli_session *s, const cli_source *src, tda_complex **out)
{
    const cli_options *o = s->o;
    tda_witness_opts opts = TDA_WITNESS_OPTS_INIT;
    tda_index k = o->landmarks, d = src->points.dimension, *id;
    double *at;
    if (k == 0)
        return cli_usage(o->command, "%s needs the number of --landmarks",
                         cli_filtration_name(src->filtration));
    opts.max_dimension = o->last + 1;
    opts.relaxation = cli_given(o, "threshold") ? o->threshold : 0;
    opts.strong = src->filtration == CLI_STRONG_WITNESS;
    int code = cli_alloc(s, &id, k, sizeof *id, "the landmarks");
    if (code != CLI_DONE)
        return code;
    code = cli_alloc(s, &at, k * d, sizeof *at, "the landmarks");
    if (code == CLI_DONE) {
        tda_status st =
            tda_cloud_landmarks_farthest(s->ctx, id, NULL, &src->points, k, 0);
        for (tda_index i = 0; st == TDA_OK && i < k; i++)
            memcpy(at + i * d, src->points.at + id[i] * d, (size_t)d * sizeof *at);
        tda_cloud landmarks = {k, d, at, NULL};
        if (st == TDA_OK)
            st = tda_cloud_witness(s->ctx, out, &landmarks, &src->points, &opts);
        code = cli_check(s, st, src->name);
        free(at);
    }
    free(id);
    if (code == CLI_DONE)
        tda_complex_set_axis(*out, 0, "relaxation", "input squared");
    return code;
}

static int delaunay_core(cli_session *s, const cli_source *src, tda_complex **out)
{
    const cli_options *o = s->o;
    tda_points_opts opts = cli_source_points_opts(s, src);
    if (o->ks == 0)
        return cli_usage(o->command,
                         "delaunay-core needs its numbers of neighbours: give "
                         "--ks, for example --ks 1,10,20");
    tda_status st = tda_cloud_delaunay_core(s->ctx, out, &src->points, o->k, o->ks,
                                            cli_given(o, "beta") ? o->beta : 1, &opts);
    if (st == TDA_OK)
        cli_name_scale(s, *out);
    return cli_check(s, st, src->name);
}

static int multicover(cli_session *s, const cli_source *src, tda_complex **out)
{
    const cli_options *o = s->o;
    tda_points_opts opts = cli_source_points_opts(s, src);
    if (o->cover == 0)
        return cli_usage(o->command,
                         "multicover needs its greatest cover: give --cover, for "
                         "example --cover 5");
    tda_status st = tda_cloud_multicover(s->ctx, out, &src->points, o->cover, &opts);
    if (st == TDA_OK)
        cli_name_scale(s, *out);
    return cli_check(s, st, src->name);
}

int cli_source_points_complex(cli_session *s, const cli_source *src, tda_complex **out)
{
    tda_points_opts opts = cli_source_points_opts(s, src);
    tda_status st = TDA_OK;
    switch ((int)src->filtration) {
    case CLI_CECH: st = tda_cloud_cech(s->ctx, out, &src->points, &opts); break;
    case CLI_DELAUNAY_CECH:
        st = tda_cloud_delaunay_cech(s->ctx, out, &src->points, &opts);
        break;
    case CLI_DELAUNAY_CORE: return delaunay_core(s, src, out);
    case CLI_MULTICOVER: return multicover(s, src, out);
    case CLI_WEIGHTED_ALPHA:
        opts.scale = TDA_SCALE_RADIUS_SQUARED;
        st = tda_cloud_weighted_alpha(s->ctx, out, &src->points, src->function.at, &opts);
        break;
    case CLI_PERIODIC_ALPHA:
    case CLI_WEIGHTED_PERIODIC_ALPHA:
        if (s->o->box_sides != src->points.dimension)
            return cli_usage(s->o->command,
                             "%s needs --box: a side for each coordinate, of which %s "
                             "has %lld",
                             cli_filtration_name(src->filtration), src->name,
                             (long long)src->points.dimension);
        if (src->filtration == CLI_PERIODIC_ALPHA) {
            st = tda_cloud_periodic_alpha(s->ctx, out, &src->points, s->o->box, &opts);
            break;
        }
        opts.scale = TDA_SCALE_RADIUS_SQUARED;
        st = tda_cloud_weighted_periodic_alpha(s->ctx, out, &src->points,
                                               src->function.at, s->o->box, &opts);
        break;
    default: return witness(s, src, out);
    }
    if (st == TDA_OK && src->filtration == CLI_PERIODIC_ALPHA)
        cli_name_scale(s, *out);
    if (st == TDA_OK && (src->filtration == CLI_WEIGHTED_ALPHA ||
                         src->filtration == CLI_WEIGHTED_PERIODIC_ALPHA))
        tda_complex_set_axis(*out, 0, "squared radius less weight", "input squared");
    return cli_check(s, st, src->name);
}
