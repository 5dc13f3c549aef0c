/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kde.c - Gaussian kernel density of a cloud: every pair that matters, none that does not.
 *
 * Points are grouped in the nodes of a k-d tree and lengths are measured in units of
 * sqrt(2) h, so that the kernel is exp(-t^2). A pair of groups is skipped when it is farther
 * apart than R with n exp(-R^2) = e^-38 < 2^-54: together the skipped terms are below the
 * rounding of the term of the point itself, which is 1. In the line and the plane, groups that
 * fit in a unit square are summed through an expansion when that is cheaper (gauss.c); the
 * other pairs are summed one by one. Each point adds up its groups in the order of the tree,
 * with the rounding carried along, so the answer does not depend on the threads. */
#include "filtration/gauss.h"
#include <math.h>
#include <string.h>

enum { LEAF = 64, RUN = 64, EXPAND = 16 /* cost of a point's expansion, in kernels */ };

typedef struct kde {
    const tdai_kdtree *tree;
    double unit;  /* 1 / (sqrt(2) h) */
    double reach; /* R */
    tda_index groups;
    tda_index *node; /* [groups] */
    bool *group;     /* [nodes] is the node a group? */
    double *sum,
        *lost; /* [n] in tree order: the sums and what rounding has taken from them */
} kde;

static double centre(double low, double high)
{
    return low + (high - low) / 2;
}

/* Does a node fit in the unit cube about its centre? */
static bool fits(const kde *job, tda_index node)
{
    tda_index d = job->tree->dimension;
    const double *low = job->tree->low + node * d, *high = job->tree->high + node * d;
    for (tda_index k = 0; k < d; k++) {
        double middle = centre(low[k], high[k]); /* rounded, far from the origin */
        if (!((high[k] - middle) * job->unit <= 0.5 &&
              (middle - low[k]) * job->unit <= 0.5))
            return false;
    }
    return true;
}

/* The groups: nodes as high in the tree as can be expanded, or else leaves. */
static void find_groups(kde *job, tda_index node)
{
    const tdai_kdtree *tree = job->tree;
    if (!tree->right[node] || (tree->dimension <= 2 && fits(job, node))) {
        job->group[node] = true;
        job->node[job->groups++] = node;
        return;
    }
    find_groups(job, node + 1);
    find_groups(job, tree->right[node]);
}

static bool near(const kde *job, tda_index a, tda_index b)
{
    tda_index d = job->tree->dimension;
    const double *low = job->tree->low, *high = job->tree->high;
    double sum = 0;
    for (tda_index k = 0; k < d; k++) {
        double right = low[a * d + k] - high[b * d + k];
        double left = low[b * d + k] - high[a * d + k];
        double gap = left > right ? left : right;
        gap = gap > 0 ? gap * job->unit : 0;
        sum += gap * gap;
    }
    return sum <= job->reach * job->reach;
}

static void add(kde *job, tda_index i, double term)
{
    double sum = job->sum[i] + term; /* both are positive, and either may be the larger */
    double big = job->sum[i] > term ? job->sum[i] : term;
    double small = job->sum[i] > term ? term : job->sum[i];
    job->lost[i] += small - (sum - big);
    job->sum[i] = sum;
}

/* out[l] = sum of the kernel between place i + l and the places begin .. end. The dimension is
 * a parameter so that its small values become constants. */
ALWAYS_INLINE void kernels(double *out, const double *at, tda_index stride, tda_index d,
                           double unit, tda_index i, tda_index begin, tda_index end)
{
    double sum[TDAI_LANES] = {0};
    for (tda_index j = begin; j < end; j++) {
        double square[TDAI_LANES] = {0};
        for (tda_index k = 0; k < d; k++) {
            const double *axis = at + k * stride;
            for (int l = 0; l < TDAI_LANES; l++) {
                double x = (axis[i + l] - axis[j]) * unit;
                square[l] += x * x;
            }
        }
        for (int l = 0; l < TDAI_LANES; l++)
            sum[l] += exp_minus(square[l]);
    }
    memcpy(out, sum, sizeof sum);
}

WIDE static void kernels_any(double *out, const tdai_kdtree *tree, double unit,
                             tda_index i, tda_index begin, tda_index end)
{
    switch (tree->dimension) {
    case 1: kernels(out, tree->at, tree->stride, 1, unit, i, begin, end); break;
    case 2: kernels(out, tree->at, tree->stride, 2, unit, i, begin, end); break;
    case 3: kernels(out, tree->at, tree->stride, 3, unit, i, begin, end); break;
    default:
        kernels(out, tree->at, tree->stride, tree->dimension, unit, i, begin, end);
        break;
    }
}

static void sum_directly(kde *job, tda_index target, tda_index source)
{
    const tdai_kdtree *tree = job->tree;
    double term[TDAI_LANES];
    tda_index end = tree->end[target], last = tree->end[source];
    for (tda_index i = tree->begin[target]; i < end; i += TDAI_LANES)
        for (tda_index j = tree->begin[source]; j < last; j += RUN) {
            kernels_any(term, tree, job->unit, i, j, j + RUN < last ? j + RUN : last);
            for (tda_index l = 0; l < TDAI_LANES && i + l < end; l++)
                add(job, i + l, term[l]);
        }
}

static tdai_gauss_box box_of(const kde *job, tda_index node)
{
    const tdai_kdtree *tree = job->tree;
    tda_index d = tree->dimension;
    const double *low = tree->low + node * d, *high = tree->high + node * d;
    tdai_gauss_box b = {.x = tree->at + tree->begin[node],
                        .y = d > 1 ? tree->at + tree->stride + tree->begin[node] : NULL,
                        .size = tree->end[node] - tree->begin[node]};
    for (tda_index k = 0; k < d; k++)
        b.centre[k] = centre(low[k], high[k]);
    return b;
}

static void sum_by_expansion(kde *job, tda_index target, tda_index source)
{
    tdai_gauss_box to = box_of(job, target), from = box_of(job, source);
    tdai_gauss expansion;
    double term[TDAI_LANES];
    tdai_gauss_moments(&expansion, &from, &to, job->unit);
    for (tda_index i = 0; i < to.size; i += TDAI_LANES) {
        tdai_gauss_evaluate(term, &expansion, &to, i, job->unit);
        for (tda_index l = 0; l < TDAI_LANES && i + l < to.size; l++)
            add(job, job->tree->begin[target] + i + l, term[l]);
    }
}

static void sum_group(kde *job, tda_index target, tda_index source)
{
    const tdai_kdtree *tree = job->tree;
    if (!near(job, target, source))
        return;
    if (!job->group[source]) {
        sum_group(job, target, source + 1);
        sum_group(job, target, tree->right[source]);
        return;
    }
    double targets = (double)(tree->end[target] - tree->begin[target]);
    double sources = (double)(tree->end[source] - tree->begin[source]);
    if (targets * sources > EXPAND * (targets + sources) && tree->dimension <= 2 &&
        fits(job, target) && fits(job, source))
        sum_by_expansion(job, target, source);
    else
        sum_directly(job, target, source);
}

static tda_status body(void *arg, tda_index begin, tda_index end)
{
    kde *job = arg;
    for (tda_index i = begin; i < end; i++)
        sum_group(job, job->node[i], 0);
    return TDA_OK;
}

tda_status tda_cloud_kde(tda_ctx *ctx, double *out, const tda_cloud *cloud,
                         double bandwidth)
{
    tda_status st = TDA_OK;
    tdai_arena tmp = {0};
    tdai_kdtree tree = {0};
    TRY(tda_cloud_check(ctx, cloud));
    TRY(tdai_check_bandwidth(ctx, bandwidth));
    tda_index n = cloud->size;
    TRY(tdai_kdtree_new(ctx, &tree, cloud, LEAF, 0, "kernel density"));
    kde job = {.tree = &tree};
    job.unit = 1 / bandwidth / sqrt(2);
    job.reach = sqrt(log((double)(n > 1 ? n : 1)) + 38);
    job.node = ARRAY(&tmp, tda_index, tree.nodes);
    job.group = ARRAY(&tmp, bool, tree.nodes);
    job.sum = ARRAY(&tmp, double, n);
    job.lost = ARRAY(&tmp, double, n);
    TRY(tdai_arena_status(ctx, &tmp));
    memset(job.group, 0, (size_t)tree.nodes * sizeof *job.group);
    for (tda_index i = 0; i < n; i++)
        job.sum[i] = job.lost[i] = 0;
    if (n)
        find_groups(&job, 0);
    TRY(tdai_parallel(ctx, "kernel density", job.groups, 1, body, &job));
    for (tda_index i = 0; i < n; i++)
        out[tree.id[i]] = -(job.sum[i] + job.lost[i]) / (double)n;
done:
    tdai_kdtree_clear(&tree);
    tdai_arena_free(&tmp);
    return st;
}
