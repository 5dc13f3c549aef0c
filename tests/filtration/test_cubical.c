/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cubical complexes against the definition, cell by cell of the doubled grid. */
#include "data/private.h"
#include "tda_check.h"
#include <math.h>
#include <string.h>
#include <tda/filtration.h>

enum { VALUES = 4096, CELLS = 1 << 16, PIXELS = 256 };

typedef struct picture {
    tda_ctx *ctx;
    tdai_rng *rng;
    tda_image image;
    double at[VALUES];
    tda_index cells;                 /* of the doubled grid */
    tda_index shape[TDA_IMAGE_AXES]; /* of the doubled grid */
    tda_construction how;
} picture;

/* A random image: small values with ties, some infinite, axes in any order in memory. */
static void picture_open(picture *p, int seed, int axes, int channels,
                         tda_construction how)
{
    static const tda_index most[] = {0, 16, 6, 4, 3};
    memset(p, 0, sizeof *p);
    OK(tda_ctx_new(&p->ctx));
    tda_ctx_set_seed(p->ctx, (uint64_t)seed);
    OK(tdai_rng_new(p->ctx, &p->rng, 3));
    p->image =
        (tda_image){.axes = axes, .channels = channels, .at = p->at, .channel_stride = 1};
    p->how = how;
    p->cells = 1;
    tda_index stride = channels;
    bool reversed = seed % 2;
    for (int i = 0; i < axes; i++) {
        int a = reversed ? i : axes - 1 - i;
        tda_index n =
            axes <= 4 ? 1 + tdai_rng_below(p->rng, most[axes]) : 1 + (a + seed) % 2;
        p->image.shape[a] = n;
        p->image.stride[a] = stride;
        stride *= n;
        p->shape[a] = how == TDA_CONSTRUCTION_T ? 2 * n + 1 : 2 * n - 1;
        p->cells *= p->shape[a];
    }
    ck_assert_int_le(stride, VALUES);
    ck_assert_int_le(p->cells, CELLS);
    for (tda_index i = 0; i < stride; i++) {
        p->at[i] = (double)tdai_rng_below(p->rng, 7) - 3;
        if (tdai_rng_below(p->rng, 12) == 0)
            p->at[i] = tdai_rng_below(p->rng, 3) ? INFINITY : -INFINITY;
    }
}

static void picture_close(picture *p)
{
    tdai_rng_free(p->rng);
    tda_ctx_free(p->ctx);
}

static void coordinates(const picture *p, tda_index cell, tda_index *x)
{
    for (int a = p->image.axes - 1; a >= 0; a--) {
        x[a] = cell % p->shape[a];
        cell /= p->shape[a];
    }
}

static int dimension(const picture *p, tda_index cell)
{
    tda_index x[TDA_IMAGE_AXES];
    int odd = 0;
    coordinates(p, cell, x);
    for (int a = 0; a < p->image.axes; a++)
        odd += (int)(x[a] % 2);
    return odd;
}

/* Is pixel `at` a top cell about the cell at x (T), or a vertex of it (V)? */
static bool touches(const picture *p, const tda_index *at, const tda_index *x)
{
    for (int a = 0; a < p->image.axes; a++) {
        tda_index place = p->how == TDA_CONSTRUCTION_T ? 2 * at[a] + 1 : 2 * at[a];
        if (place < x[a] - 1 || place > x[a] + 1)
            return false;
    }
    return true;
}

/* The grades of a cell by going over all pixels; returns how many. */
static tda_index grades(const picture *p, const tda_index *x, double *grade)
{
    const tda_image *im = &p->image;
    int c = im->channels;
    tda_index pixels = 1, n = 0;
    for (int a = 0; a < im->axes; a++)
        pixels *= im->shape[a];
    for (tda_index i = 0; i < pixels; i++) {
        tda_index at[TDA_IMAGE_AXES], rest = i, offset = 0;
        for (int a = im->axes - 1; a >= 0; a--) {
            at[a] = rest % im->shape[a];
            rest /= im->shape[a];
            offset += at[a] * im->stride[a];
        }
        if (!touches(p, at, x))
            continue;
        double *mine = grade + n * c;
        for (int k = 0; k < c; k++) {
            double v = im->at[offset + k * im->channel_stride];
            if (p->how == TDA_CONSTRUCTION_V &&
                n) /* all vertices: one grade, their maximum */
                grade[k] = fmax(grade[k], v);
            else
                mine[k] = v;
        }
        if (p->how == TDA_CONSTRUCTION_T || n == 0)
            n++;
    }
    tda_index finite = 0;
    for (tda_index i = 0; i < n; i++) {
        bool appears = true;
        for (int k = 0; k < c; k++)
            appears = appears && grade[i * c + k] < INFINITY;
        if (appears)
            memmove(grade + finite++ * c, grade + i * c, (size_t)c * sizeof *grade);
    }
    if (finite)
        return tdai_grades_minimal(grade, finite, c);
    for (int k = 0; k < c; k++)
        grade[k] = INFINITY;
    return 1;
}

/* For inner loops: Check's own assertions write to a file each time. */
#define EXPECT(condition)                                                                \
    do {                                                                                 \
        if (!(condition))                                                                \
            ck_abort_msg("failed: %s", #condition);                                      \
    } while (0)

static void check(const picture *p, const tda_complex *complex)
{
    static tda_index id[CELLS];
    static double want[PIXELS * 4];
    const tda_cells *c = tda_complex_cells(complex);
    int axes = p->image.axes, params = p->image.channels;
    tda_index next = 0, step[TDA_IMAGE_AXES], sum = 1;
    for (int a = axes - 1; a >= 0; a--) {
        step[a] = sum;
        sum *= p->shape[a];
    }
    EXPECT(c->size == p->cells);
    EXPECT(c->params == params);
    static int dim_of[CELLS];
    for (tda_index i = 0; i < p->cells; i++)
        dim_of[i] = dimension(p, i);
    for (int dim = 0; dim <= axes; dim++)
        for (tda_index i = 0; i < p->cells; i++)
            if (dim_of[i] == dim)
                id[i] = next++;
    for (tda_index i = 0; i < p->cells; i++) {
        tda_index x[TDA_IMAGE_AXES], me = id[i], face[2 * TDA_IMAGE_AXES], faces = 0;
        coordinates(p, i, x);
        EXPECT(c->dim[me] == dim_of[i]);
        for (int a = 0; a < axes; a++)
            if (x[a] % 2) {
                face[faces++] = id[i - step[a]];
                face[faces++] = id[i + step[a]];
            }
        EXPECT(c->start[me + 1] - c->start[me] == faces);
        for (tda_index f = 0; f < faces;
             f++) { /* ascending, and each of the expected ones */
            tda_index here = c->face[c->start[me] + f], times = 0;
            EXPECT(f == 0 || here > c->face[c->start[me] + f - 1]);
            for (tda_index g = 0; g < faces; g++)
                times += face[g] == here;
            EXPECT(times == 1);
        }
        tda_index n = grades(p, x, want);
        tda_index first = c->grade_start ? c->grade_start[me] : me;
        EXPECT((c->grade_start ? c->grade_start[me + 1] - first : 1) == n);
        for (tda_index k = 0; k < n * params; k++)
            EXPECT(c->grade[first * params + k] == want[k]);
    }
}

static void assert_equal(const tda_complex *a, const tda_complex *b)
{
    const tda_cells *x = tda_complex_cells(a), *y = tda_complex_cells(b);
    size_t n = (size_t)x->size;
    ck_assert_int_eq(x->size, y->size);
    ck_assert_int_eq(!x->grade_start, !y->grade_start);
    tda_index grades = x->grade_start ? x->grade_start[n] : x->size;
    ck_assert_mem_eq(x->dim, y->dim, n * sizeof *x->dim);
    ck_assert_mem_eq(x->start, y->start, (n + 1) * sizeof *x->start);
    ck_assert_mem_eq(x->face, y->face, (size_t)x->start[n] * sizeof *x->face);
    ck_assert_mem_eq(x->grade, y->grade, (size_t)(grades * x->params) * sizeof *x->grade);
    if (x->grade_start)
        ck_assert_mem_eq(x->grade_start, y->grade_start,
                         (n + 1) * sizeof *x->grade_start);
}

START_TEST(definition)
{
    picture p;
    for (int how = 0; how < 2; how++) {
        picture_open(&p, _i, 1 + _i % 4, 1 + _i / 4 % 3, (tda_construction)how);
        tda_complex *c, *again;
        tda_estimate e;
        OK(tda_image_cubical(p.ctx, &c, &p.image, p.how));
        check(&p, c);
        OK(tda_image_cubical_estimate(p.ctx, &e, &p.image, p.how));
        ck_assert_int_eq(e.cells, p.cells);
        ck_assert_int_gt(e.bytes, 20 * p.cells);
        /* all that is checked of a complex by hand holds */
        OK(tda_complex_new(p.ctx, &again, tda_complex_cells(c)));
        tda_complex_free(again);
        for (int threads = 2; threads <= 3; threads++) {
            tda_ctx_set_threads(p.ctx, threads);
            OK(tda_image_cubical(p.ctx, &again, &p.image, p.how));
            assert_equal(c, again);
            tda_complex_free(again);
        }
        tda_complex_free(c);
        picture_close(&p);
    }
}
END_TEST

START_TEST(many_axes)
{
    picture p;
    for (int how = 0; how < 2; how++) {
        picture_open(&p, 10 + _i, 5 + _i, 1 + _i % 2, (tda_construction)how);
        tda_complex *c;
        OK(tda_image_cubical(p.ctx, &c, &p.image, p.how));
        check(&p, c);
        tda_complex_free(c);
        picture_close(&p);
    }
}
END_TEST

/* Grades of one image cell by cell, in the order of the doubled grid. */
START_TEST(golden)
{
    double at[] = {1, 4, 6, 8, 20, 4, 7, 6, 5};
    static const double vertices[] = {
        1,  4, 6,  8,  20, 4,  7, 6, 5, /* edges: */ 4,    6,  8,
        20, 6, 20, 20, 8,  20, 5, 7, 6, /* squares: */ 20, 20, 20,
        20};
    tda_image image = {
        .axes = 2, .channels = 1, .shape = {3, 3}, .stride = {3, 1}, .at = at};
    tda_complex *c;
    OK(tda_image_cubical(NULL, &c, &image, TDA_CONSTRUCTION_V));
    const tda_cells *cells = tda_complex_cells(c);
    ck_assert_int_eq(cells->size, 25);
    for (int i = 0; i < 25; i++)
        ck_assert_double_eq(cells->grade[i], vertices[i]);
    ck_assert_str_eq(tda_complex_record(c).filtration, "cubical-v");
    tda_complex_free(c);
    OK(tda_image_cubical(NULL, &c, &image, TDA_CONSTRUCTION_T));
    cells = tda_complex_cells(c);
    ck_assert_int_eq(cells->size, 49);
    for (int i = 0; i < 9; i++) /* the pixels come last */
        ck_assert_double_eq(cells->grade[40 + i], at[i]);
    ck_assert_double_eq(cells->grade[5], 1); /* the corner of 1, 4, 8 and 20 */
    ck_assert_double_eq(cells->grade[10], 4);
    ck_assert_str_eq(tda_complex_record(c).filtration, "cubical-t");
    ck_assert_str_eq(tda_complex_axis_name(c, 0), "value");
    tda_complex_free(c);
}
END_TEST

START_TEST(failures)
{
    picture p;
    for (int how = 0; how < 2; how++)
        for (int channels = 1; channels <= 2; channels++) {
            tda_complex *c = NULL;
            picture_open(&p, 6, 2, channels, (tda_construction)how);
            EACH_OOM(tda_image_cubical(p.ctx, &c, &p.image, p.how), !c);
            tda_complex_free(c);
            c = NULL;
            EACH_CANCEL(tda_image_cubical(p.ctx, &c, &p.image, p.how), !c);
            tda_complex_free(c);
            picture_close(&p);
        }
}
END_TEST

START_TEST(bad_input)
{
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    double at[] = {1, 4, NAN, 8};
    tda_image image = {
        .axes = 2, .channels = 1, .shape = {2, 2}, .stride = {2, 1}, .at = at};
    tda_complex *c = NULL;
    tda_estimate e;
    ck_assert_int_eq(tda_image_cubical(ctx, &c, &image, TDA_CONSTRUCTION_T), TDA_EINVAL);
    ck_assert_ptr_nonnull(strstr(tda_ctx_message(ctx), "(1, 0)"));
    ck_assert_int_eq(tda_image_cubical(ctx, &c, &image, (tda_construction)2), TDA_EINVAL);
    at[2] = 0;
    ck_assert_int_eq(tda_image_cubical(ctx, &c, &image, (tda_construction)2), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "construction 2: neither T nor V");
    tda_ctx_set_max_bytes(ctx, 1000);
    ck_assert_int_eq(tda_image_cubical(ctx, &c, &image, TDA_CONSTRUCTION_T), TDA_ELIMIT);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "cubical complex: 25 cells: needs about 2.52 kB, the "
                     "limit is 1 kB; take a smaller image");
    ck_assert_ptr_null(c);
    /* one value seen as an image of any size */
    image = (tda_image){.axes = 3, .channels = 1, .shape = {1000, 1000, 1}, .at = at};
    OK(tda_image_cubical_estimate(ctx, &e, &image, TDA_CONSTRUCTION_T));
    ck_assert_int_eq(e.cells, 2001 * 2001 * 3);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("cubical", SEEDS(definition, 300), SEEDS(many_axes, 4), TEST(golden),
      TEST(failures), TEST(bad_input))
