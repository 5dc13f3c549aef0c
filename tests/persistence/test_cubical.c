/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_cubical.c - Diagrams of images against explicit complexes, which close up along periodic
 * axes, and against the invariances that hold for images too large for these. */
#include "brute.h"
#include "data/private.h"
#include "persistence/cubical.h"
#include "tda_check.h"
#include <string.h>
#include <tda/filtration.h>
#include <tda/persistence.h>

enum { VALUES = 16384, AXES = TDA_IMAGE_AXES };

typedef struct picture {
    tda_image image;
    tda_image_diagram_opts opts;
    double at[VALUES];
} picture;

/* A random image: small values with ties or not, some pixels that never appear, some that always
 * do, axes in any order in memory, several channels, some axes periodic. */
static picture *picture_new(brute_rng *rng, int axes, int most)
{
    static const tda_image_diagram_opts plain = TDA_IMAGE_DIAGRAM_OPTS_INIT;
    picture *p = calloc(1, sizeof *p);
    int channels = 1 + brute_below(rng, 4) / 3, masked = brute_below(rng, 3);
    int spread = brute_below(rng, 2) ? 4 : 100000;
    bool periodic = brute_below(rng, 2), reversed = brute_below(rng, 2);
    p->image = (tda_image){.axes = axes, .channels = channels, .at = p->at};
    p->opts = plain;
    p->opts.construction = (tda_construction)brute_below(rng, 2);
    p->opts.channel = brute_below(rng, channels);
    tda_index stride = 1;
    if (brute_below(rng, 2)) {
        p->image.channel_stride = 1;
        stride = channels;
    }
    for (int i = 0; i < axes; i++) {
        int a = reversed ? i : axes - 1 - i;
        p->image.shape[a] = 1 + brute_below(rng, most);
        p->image.stride[a] = stride;
        p->opts.periodic[a] = periodic && brute_below(rng, 4);
        stride *= p->image.shape[a];
    }
    if (!p->image.channel_stride) {
        p->image.channel_stride = stride;
        stride *= channels;
    }
    MUST(stride <= VALUES);
    for (tda_index i = 0; i < stride; i++) {
        p->at[i] = brute_below(rng, spread) - spread / 2;
        if (masked && brute_below(rng, 5) == 0)
            p->at[i] = masked == 2 && brute_below(rng, 3) == 0 ? -INFINITY : INFINITY;
    }
    return p;
}

static tda_index pixel_offset(const tda_image *im, tda_index id)
{
    tda_index offset = 0;
    for (int a = im->axes - 1; a >= 0; a--) {
        offset += id % im->shape[a] * im->stride[a];
        id /= im->shape[a];
    }
    return offset;
}

static double pixel(const picture *p, tda_index id)
{
    return p->image
        .at[pixel_offset(&p->image, id) + p->opts.channel * p->image.channel_stride];
}

/* The doubled grid, wrapped: even coordinates are points and odd ones intervals. */
typedef struct doubled {
    tda_index shape[AXES], cells;
} doubled;

static doubled double_up(const picture *p)
{
    doubled g = {.cells = 1};
    bool top = p->opts.construction == TDA_CONSTRUCTION_T;
    for (int a = 0; a < p->image.axes; a++) {
        tda_index n = p->image.shape[a];
        g.shape[a] = p->opts.periodic[a] ? 2 * n : top ? 2 * n + 1 : 2 * n - 1;
        g.cells *= g.shape[a];
    }
    return g;
}

static void coordinates(const picture *p, const doubled *g, tda_index cell, tda_index *x)
{
    for (int a = p->image.axes - 1; a >= 0; a--) {
        x[a] = cell % g->shape[a];
        cell /= g->shape[a];
    }
}

static tda_index cell_at(const picture *p, const doubled *g, const tda_index *x)
{
    tda_index cell = 0;
    for (int a = 0; a < p->image.axes; a++)
        cell = cell * g->shape[a] + x[a];
    return cell;
}

/* The pixels about coordinate x of an axis: at most two of them; returns how many. */
static int pixels_at(const picture *p, const doubled *g, int a, tda_index x,
                     tda_index *at)
{
    bool top = p->opts.construction == TDA_CONSTRUCTION_T;
    tda_index own = top ? 1 : 0, n = p->image.shape[a];
    int count = 0;
    if (x % 2 == own) {
        at[0] = x / 2;
        return 1;
    }
    for (int side = -1; side <= 1; side += 2) {
        tda_index y = x + side;
        if (p->opts.periodic[a])
            y = (y + g->shape[a]) % g->shape[a];
        if (y < 0 || y >= g->shape[a])
            continue;
        at[count++] = y / 2 % n;
    }
    return count;
}

/* The value of a cell by the definition. */
static double cell_value(const picture *p, const doubled *g, const tda_index *x)
{
    bool top = p->opts.construction == TDA_CONSTRUCTION_T;
    tda_index id[1 << AXES] = {0}, at[2];
    int n = 1;
    for (int a = 0; a < p->image.axes; a++) {
        int some = pixels_at(p, g, a, x[a], at), before = n;
        for (int i = 0; i < before; i++) {
            tda_index base = id[i] * p->image.shape[a];
            id[i] = base + at[0];
            if (some == 2)
                id[n++] = base + at[1];
        }
    }
    double best = pixel(p, id[0]);
    for (int i = 1; i < n; i++)
        best = top ? fmin(best, pixel(p, id[i])) : fmax(best, pixel(p, id[i]));
    return best;
}

/* The complex of the image; a face that a cell meets twice, round a short axis, is no face. */
static tda_complex *explicit_complex(const picture *p)
{
    doubled g = double_up(p);
    tda_complex *out = NULL;
    size_t n = (size_t)g.cells;
    int *dim = calloc(n, sizeof *dim);
    double *grade = calloc(n, sizeof *grade);
    tda_index *start = calloc(n + 1, sizeof *start);
    tda_index *face = calloc(2 * AXES * n, sizeof *face), faces = 0;
    for (tda_index i = 0; i < g.cells; i++) {
        tda_index x[AXES];
        coordinates(p, &g, i, x);
        grade[i] = cell_value(p, &g, x);
        for (int a = 0; a < p->image.axes; a++) {
            if (x[a] % 2 == 0)
                continue;
            tda_index y[AXES], z[AXES];
            memcpy(y, x, sizeof y);
            memcpy(z, x, sizeof z);
            y[a] = x[a] - 1;
            z[a] = (x[a] + 1) % g.shape[a];
            dim[i]++;
            if (y[a] == z[a])
                continue;
            face[faces++] = cell_at(p, &g, y);
            face[faces++] = cell_at(p, &g, z);
        }
        start[i + 1] = faces;
    }
    tda_cells cells = {.params = 1,
                       .size = g.cells,
                       .dim = dim,
                       .start = start,
                       .face = face,
                       .grade = grade};
    OK(tda_complex_new(NULL, &out, &cells));
    free(dim);
    free(grade);
    free(start);
    free(face);
    return out;
}

/* Bars of one degree are sorted by birth and death in both. */
static void same_bars(const tda_diagram *d, const tda_diagram *want)
{
    for (int k = 0; k < d->degrees; k++) {
        tda_index n = d->start[k + 1] - d->start[k];
        tda_index expected = k < want->degrees ? want->start[k + 1] - want->start[k] : 0;
        MUST(n == expected);
        for (tda_index i = 0; i < n; i++) {
            MUST(d->birth[d->start[k] + i] == want->birth[want->start[k] + i]);
            MUST(d->death[d->start[k] + i] == want->death[want->start[k] + i]);
        }
    }
}

static void pixels_carry_the_values(const picture *p, const tda_diagram *d)
{
    MUST(d->cells == TDA_CELL_PIXEL);
    tda_index pixels = 1;
    for (int a = 0; a < p->image.axes; a++)
        pixels *= p->image.shape[a];
    for (tda_index b = 0; b < d->start[d->degrees]; b++) {
        MUST(!d->cut[b]);
        MUST(d->birth_cell[b] >= 0 && d->birth_cell[b] < pixels);
        MUST(pixel(p, d->birth_cell[b]) == d->birth[b]);
        if (d->death[b] == INFINITY) {
            MUST(d->death_cell[b] == -1);
        } else {
            MUST(d->death_cell[b] >= 0 && d->death_cell[b] < pixels);
            MUST(pixel(p, d->death_cell[b]) == d->death[b]);
        }
    }
}

static void same_cells(const tda_diagram *d, const tda_diagram *e)
{
    MUST(d->degrees == e->degrees);
    MUST(d->start[d->degrees] == e->start[e->degrees]);
    size_t n = (size_t)d->start[d->degrees];
    MUST(!memcmp(d->start, e->start, (size_t)(d->degrees + 1) * sizeof *d->start));
    MUST(!memcmp(d->birth, e->birth, n * sizeof *d->birth));
    MUST(!memcmp(d->death, e->death, n * sizeof *d->death));
    MUST(!memcmp(d->birth_cell, e->birth_cell, n * sizeof *d->birth_cell));
    MUST(!memcmp(d->death_cell, e->death_cell, n * sizeof *d->death_cell));
}

/* An image against its complex, with threads, and with the degrees cut off. */
static void check_image(brute_rng *rng, int axes, int most)
{
    picture *p = picture_new(rng, axes, most);
    tda_complex *x = explicit_complex(p);
    tda_diagram want = {0}, d = {0}, e = {0};
    bool closed = true;
    OK(tda_complex_diagram(NULL, &want, NULL, x, 0, NULL));
    OK(tda_image_diagram(NULL, &d, &p->image, &p->opts));
    for (int a = 0; a < axes; a++)
        closed = closed && p->opts.periodic[a];
    MUST(d.degrees == axes + closed);
    for (int k = d.degrees; k < want.degrees; k++)
        MUST(want.start[k] == want.start[k + 1]);
    same_bars(&d, &want);
    pixels_carry_the_values(p, &d);
    MUST(!strcmp(d.record.filtration,
                 p->opts.construction == TDA_CONSTRUCTION_T ? "cubical-t" : "cubical-v"));

    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    tda_ctx_set_threads(ctx, 3);
    OK(tda_image_diagram(ctx, &e, &p->image, &p->opts));
    same_cells(&d, &e);
    tda_diagram_clear(&e);
    tda_ctx_free(ctx);

    p->opts.max_degree = brute_below(rng, axes);
    OK(tda_image_diagram(NULL, &e, &p->image, &p->opts));
    MUST(e.degrees == p->opts.max_degree + 1);
    same_bars(&e, &want);
    tda_diagram_clear(&e);
    tda_diagram_clear(&d);
    tda_diagram_clear(&want);
    tda_complex_free(x);
    free(p);
}

static void one_axis_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    check_image(&rng, 1, 20);
}
TEN_SEEDS(one_axis)

static void two_axes_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    check_image(&rng, 2, seed % 3 ? 7 : 12);
}
TEN_SEEDS(two_axes)

static void three_axes_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    check_image(&rng, 3, seed % 3 ? 4 : 6);
}
TEN_SEEDS(three_axes)

static void four_axes_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    check_image(&rng, 4, 3);
}
TEN_SEEDS(four_axes)

static void five_axes_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    check_image(&rng, 5 + (int)seed % 4, 2);
}
TEN_SEEDS(five_axes)

/* Larger images, of several blocks, by the engine for any number of axes, whose columns are those of
 * the definition. */
static void engines_agree_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    picture *p = picture_new(&rng, 2 + (int)seed % 2, seed % 2 ? 20 : 40);
    tdai_cubes c;
    tda_diagram d = {0}, e = {0};
    OK(tda_image_diagram(NULL, &d, &p->image, &p->opts));
    OK(tdai_cubes_new(NULL, &c, &p->image, &p->opts));
    c.last_degree = d.degrees - 1;
    OK(tdai_cubes_any(NULL, &c));
    tdai_bar *bar = tdai_alloc(c.pairs, sizeof *bar);
    MUST(bar);
    tdai_cubes_bars(&c, bar);
    OK(tdai_diagram_new(NULL, &e, d.degrees, TDA_CELL_PIXEL, bar, c.pairs));
    tdai_free(bar);
    same_bars(&d, &e);
    pixels_carry_the_values(p, &d);
    tdai_cubes_clear(&c);
    tda_diagram_clear(&d);
    tda_diagram_clear(&e);
    free(p);
}
TEN_SEEDS(engines_agree)

static const double golden_at[] = {1, 4, 6, 8, 20, 4, 7, 6, 5};
static const tda_image golden = {
    .axes = 2, .channels = 1, .shape = {3, 3}, .stride = {3, 1}, .at = golden_at};

START_TEST(by_hand)
{
    tda_image_diagram_opts o = TDA_IMAGE_DIAGRAM_OPTS_INIT;
    tda_diagram d = {0};
    OK(tda_image_diagram(NULL, &d, &golden,
                         NULL)); /* T: all pixels touch but the middle */
    ck_assert_int_eq(d.degrees, 2);
    ck_assert_int_eq(d.start[1], 1);
    ck_assert_int_eq(d.start[2], 2);
    ck_assert_double_eq(d.birth[0], 1);
    ck_assert_double_eq(d.death[0], INFINITY);
    ck_assert_int_eq(d.birth_cell[0], 0);
    ck_assert_int_eq(d.death_cell[0], -1);
    ck_assert_double_eq(d.birth[1], 8);
    ck_assert_double_eq(d.death[1], 20);
    ck_assert_int_eq(d.birth_cell[1], 3);
    ck_assert_int_eq(d.death_cell[1], 4);
    tda_diagram_clear(&d);

    o.construction = TDA_CONSTRUCTION_V; /* the 4 on the right starts apart from the 1 */
    OK(tda_image_diagram(NULL, &d, &golden, &o));
    ck_assert_int_eq(d.start[1], 2);
    ck_assert_int_eq(d.start[2], 3);
    ck_assert_double_eq(d.birth[1], 4);
    ck_assert_double_eq(d.death[1], 6);
    ck_assert_int_eq(d.birth_cell[1], 5);
    ck_assert_int_eq(d.death_cell[1], 2);
    ck_assert_double_eq(d.birth[2], 8);
    ck_assert_double_eq(d.death[2], 20);
    tda_diagram_clear(&d);
}
END_TEST

/* One value on a torus of any lengths: 1, 3, 3 and 1 classes; nothing where all is masked. */
START_TEST(torus)
{
    static const tda_index classes[] = {1, 3, 3, 1};
    double one = 5;
    tda_image_diagram_opts o = TDA_IMAGE_DIAGRAM_OPTS_INIT;
    tda_diagram d = {0};
    tda_image image = {.axes = 3, .channels = 1, .at = &one};
    o.construction = (tda_construction)(_i % 2);
    for (int a = 0; a < 3; a++) {
        image.shape[a] = 1 + (_i / 2 + a) % 3;
        o.periodic[a] = true;
    }
    OK(tda_image_diagram(NULL, &d, &image, &o));
    ck_assert_int_eq(d.degrees, 4);
    for (int k = 0; k < 4; k++) {
        ck_assert_int_eq(d.start[k + 1] - d.start[k], classes[k]);
        for (tda_index b = d.start[k]; b < d.start[k + 1]; b++)
            ck_assert_double_eq(d.birth[b], 5);
    }
    tda_diagram_clear(&d);
    one = INFINITY;
    OK(tda_image_diagram(NULL, &d, &image, &o));
    ck_assert_int_eq(d.start[4], 0);
    tda_diagram_clear(&d);
}
END_TEST

START_TEST(failures)
{
    brute_rng rng = brute_seed((unsigned)_i);
    picture *p = picture_new(&rng, 1 + _i % 4, 5 - _i % 4);
    tda_diagram d = {0};
    EACH_OOM(tda_image_diagram(NULL, &d, &p->image, &p->opts), !d.start);
    tda_diagram_clear(&d);
    EACH_CANCEL(tda_image_diagram(NULL, &d, &p->image, &p->opts), !d.start);
    tda_diagram_clear(&d);
    free(p);
}
END_TEST

START_TEST(bad_input)
{
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    tda_image_diagram_opts o = TDA_IMAGE_DIAGRAM_OPTS_INIT;
    tda_image image = golden;
    double bad[] = {0, 1, 2, NAN};
    tda_diagram d = {0};
#define REFUSED(code, sentence)                                                          \
    ck_assert_int_eq(tda_image_diagram(ctx, &d, &image, &o), code);                      \
    ck_assert_str_eq(tda_ctx_message(ctx), sentence);                                    \
    ck_assert_ptr_null(d.start)
    o.construction = (tda_construction)2;
    REFUSED(TDA_EINVAL, "construction 2: neither T nor V");
    o.construction = TDA_CONSTRUCTION_V;
    o.channel = 1;
    REFUSED(TDA_EINVAL, "image diagram: no channel 1, the image has 1");
    o.channel = -1;
    REFUSED(TDA_EINVAL, "image diagram: no channel -1, the image has 1");
    o.channel = 0;
    o.max_degree = -1;
    REFUSED(TDA_EINVAL, "image diagram: no degree -1; the first is 0");
    o.max_degree = 1;
    tda_ctx_set_max_bytes(ctx, 500);
    REFUSED(TDA_ELIMIT, "image diagram: needs about 625 B, the limit is 500 B");
    tda_ctx_set_max_bytes(ctx, 0);
    image.at = bad;
    image.shape[0] = image.shape[1] = 2;
    image.stride[0] = 2;
    REFUSED(TDA_EINVAL, "image: pixel (1, 1), channel 0 is NaN");
    o.size = 0;
    REFUSED(TDA_EINVAL, "options: start from the _INIT macro");
#undef REFUSED
    tda_ctx_free(ctx);
}
END_TEST

SUITE("cubical", SEEDS(one_axis, 40), SEEDS(two_axes, 120), SEEDS(three_axes, 60),
      SEEDS(four_axes, 30), SEEDS(five_axes, 4), SEEDS(engines_agree, 30), TEST(by_hand),
      SEEDS(torus, 6), SEEDS(failures, 24), TEST(bad_input))
