/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cost.c - What a run would cost: cells, or edges, and bytes, before anything is built.
 *
 * Counts are exact or bounds where they can be had cheaply; of Delaunay triangulations only what is
 * usual is known. Bytes are what the engines hold at their peak for each of these, as their own
 * checks against --max-memory have it, or as was measured of whole runs and rounded up. */
#include "cli/source.h"
#include <math.h>

/* Of a complex that is built and reduced: a cell. */
static const double cell_bytes = 130;
/* Of alpha diagrams in dimension 1 to 3: a point. */
static const double alpha_bytes[] = {0, 200, 250, 1050};
/* And of those on a torus: a point, or translate of one near the box. */
static const double periodic_bytes[] = {0, 500, 1200, 6000};

static void name(const char *text)
{
    printf("%-14s ", text);
}

static void print_memory(const cli_session *s, const char *how, double bytes,
                         const char *advice)
{
    char text[32];
    name("memory");
    cli_human(text, bytes);
    printf("%s %s", how, text);
    if (bytes > (double)s->limit) {
        cli_human(text, (double)s->limit);
        printf(", past the limit of %s: give --max-memory%s", text, advice);
    }
    putchar('\n');
}

/* Cells of a Delaunay triangulation of n points: bounded on the line and in the plane (2n - 1 and
 * 6n - 11); of random points above, where the mean is known in closed form (Poisson-Delaunay
 * mosaics); and never more than the simplices on n vertices. */
static void print_delaunay(const cli_session *s, const cli_source *src)
{
    static const double mean[] = {0, 2, 6, 29.1, 196.7};
    tda_index d = src->points.dimension;
    double n = (double)src->points.size, bytes = 0;
    double all = n < 60 ? (double)(((int64_t)1 << src->points.size) - 1) : INFINITY;
    name("cells");
    if (d > 4 && n > 20) {
        printf("not known before the triangulation in dimension %lld\n", (long long)d);
        return;
    }
    double cells = d > 4 || all < mean[d] * n ? all : mean[d] * n;
    if (cells == all)
        printf("at most %.0f, all simplices on these points\n", all);
    else
        printf("%s %.0f, estimated from %s\n", d < 3 ? "at most" : "about", cells,
               d < 3 ? "a bound on triangulations" : "the mean of random points");
    bytes = cell_bytes * cells;
    if (src->filtration == CLI_ALPHA && d <= 3)
        bytes = alpha_bytes[d] * n;
    if (src->filtration == CLI_PERIODIC_ALPHA ||
        src->filtration == CLI_WEIGHTED_PERIODIC_ALPHA) /* with translates near the box */
        bytes += periodic_bytes[d <= 3 ? d : 3] * n *
                 pow(1 + 2 / pow(n > 1 ? n : 1, 1.0 / (double)d), (double)d);
    print_memory(s, "about", bytes, "");
}

/* How many pairs are joined: simplices of dimension 1 at most, less the points. */
static int count_edges(cli_session *s, const cli_source *src, double *points,
                       double *edges)
{
    const tda_input *in = &src->input;
    tda_points_opts opts = cli_source_points_opts(s, src);
    tda_estimate e = {0, 0};
    tda_status st;
    opts.max_dimension = 1;
    bool cloud = in->kind == TDA_KIND_CLOUD;
    *points = cloud ? (double)in->cloud.size : (double)in->distances.size;
    if (src->filtration == CLI_SPARSE_RIPS) {
        tda_distances few = {0};
        st = cloud ? tda_cloud_sparsify(s->ctx, &few, &src->points, s->o->epsilon)
                   : tda_distances_sparsify(s->ctx, &few, &in->distances, s->o->epsilon);
        *edges = (double)few.pairs;
        tda_distances_clear(&few);
    } else {
        st = cloud ? tda_cloud_function_rips_estimate(s->ctx, &e, &src->points, &opts)
                   : tda_distances_function_rips_estimate(s->ctx, &e, &in->distances,
                                                          &opts);
        *edges = (double)e.cells - *points;
    }
    return cli_check(s, st, src->name);
}

/* Simplices are never stored, but the edges are, with their ranks: in a matrix, or, where points
 * have few neighbours, in lists. */
static int print_rips(cli_session *s, const cli_source *src)
{
    double n, edges;
    int code = count_edges(s, src, &n, &edges);
    if (code != CLI_DONE)
        return code;
    bool lists = n > 512 && 48 * edges < n * n;
    double ranks = lists ? 32 * edges : 4 * n * n;
    name("edges");
    printf("%.0f%s\n", edges, src->filtration == CLI_SPARSE_RIPS ? "" : " at most");
    print_memory(s, "at most", 80 * edges + ranks, " or --threshold");
    puts("               for the edges, and more for what they bound");
    return CLI_DONE;
}

/* All simplices on the landmarks, if the witnesses see them. */
static void print_witness(const cli_session *s)
{
    double k = (double)s->o->landmarks, cells = 0, simplices = 1;
    name("cells");
    if (k == 0) {
        puts("not known without --landmarks");
        return;
    }
    for (int i = 1; i <= s->o->last + 2 && i <= k; i++) {
        simplices *= (k - i + 1) / i;
        cells += simplices;
    }
    printf("%.0f at most\n", cells);
    print_memory(s, "at most", cell_bytes * cells, " or fewer --landmarks");
}

/* An image that is swept as it is. */
static void print_image(const cli_session *s, const tda_image *image)
{
    double pixels = 1;
    for (int i = 0; i < image->axes; i++)
        pixels *= (double)image->shape[i];
    name("pixels");
    printf("%.0f, without a complex\n", pixels);
    print_memory(s, "about", cli_image_bytes(s, image), "");
}

static int print_estimate(cli_session *s, const cli_source *src, tda_status st,
                          const tda_estimate *e, bool bound)
{
    if (st != TDA_OK)
        return cli_fail(s, st, src->name);
    name("cells");
    if (e->cells == INT64_MAX)
        puts("more than can be numbered");
    else
        printf("%lld%s\n", (long long)e->cells, bound ? " at most" : "");
    print_memory(s, bound ? "at most" : "about", (double)e->bytes,
                 bound ? ", --threshold or a lower --degree" : "");
    return CLI_DONE;
}

/* All simplices up to the threshold. */
static int print_simplices(cli_session *s, const cli_source *src)
{
    const tda_input *in = &src->input;
    tda_points_opts opts = cli_source_points_opts(s, src);
    tda_estimate e = {-1, -1};
    tda_status st =
        in->kind == TDA_KIND_CLOUD
            ? tda_cloud_function_rips_estimate(s->ctx, &e, &src->points, &opts)
            : tda_distances_function_rips_estimate(s->ctx, &e, &in->distances, &opts);
    return print_estimate(s, src, st, &e, true);
}

static int print_complex(cli_session *s, const cli_source *src)
{
    double cells = (double)tda_complex_cells(src->input.complex)->size;
    name("cells");
    printf("%.0f\n", cells);
    print_memory(s, "about", cell_bytes * cells, "");
    return CLI_DONE;
}

static int print_zigzag(cli_session *s, const cli_source *src)
{
    const tda_zigzag *z = &src->zigzag;
    double insertions = 0;
    for (tda_index t = 0; t < z->steps; t++)
        insertions += !z->removal[t];
    name("cells");
    printf("%.0f, two for each insertion\n", 2 * insertions);
    print_memory(s, "about", 4 * cell_bytes * insertions, "");
    return CLI_DONE;
}

int cli_cost(cli_session *s, const cli_source *src, bool one)
{
    const tda_input *in = &src->input;
    tda_estimate e = {-1, -1};
    tda_status st;
    switch (src->filtration) {
    case CLI_RIPS:
    case CLI_SPARSE_RIPS: return print_rips(s, src);
    case CLI_WITNESS:
    case CLI_STRONG_WITNESS: print_witness(s); return CLI_DONE;
    case CLI_CECH:
    case CLI_FUNCTION_RIPS: return print_simplices(s, src);
    case CLI_COMPLEX: return print_complex(s, src);
    case CLI_ZIGZAG: return print_zigzag(s, src);
    case CLI_CUBICAL:
        if (one) {
            print_image(s, &in->image);
            return CLI_DONE;
        }
        st = tda_image_cubical_estimate(s->ctx, &e, &in->image,
                                        (tda_construction)s->o->construction);
        return print_estimate(s, src, st, &e, false);
    case CLI_LOWER_STAR:
        if (in->kind == TDA_KIND_COMPLEX)
            return print_complex(s, src);
        if (in->kind == TDA_KIND_DISTANCES)
            return print_simplices(s, src);
        break;
    case CLI_DEGREE_RIPS:
    case CLI_MULTICOVER:
    case CLI_FUNCTION_DELAUNAY:
        name("cells");
        puts("not known before it is built");
        return CLI_DONE;
    case CLI_ALPHA:
    case CLI_ALPHA_LOWER_STAR:
    case CLI_DELAUNAY_CORE:
    case CLI_DELAUNAY_CECH:
    case CLI_WEIGHTED_ALPHA:
    case CLI_PERIODIC_ALPHA:
    case CLI_WEIGHTED_PERIODIC_ALPHA:
    case CLI_FILTRATIONS: break;
    }
    print_delaunay(s, src);
    return CLI_DONE;
}
