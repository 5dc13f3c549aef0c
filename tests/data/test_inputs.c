/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_inputs.c - Points, distances and images: what is sound, and how the rest is refused. */
#include "data/private.h"
#include "tda_check.h"
#include <math.h>

#define REFUSED(code, check, message)                                                    \
    do {                                                                                 \
        tda_ctx *ctx;                                                                    \
        OK(tda_ctx_new(&ctx));                                                           \
        ck_assert_int_eq(check, code);                                                   \
        ck_assert_str_eq(tda_ctx_message(ctx), message);                                 \
        tda_ctx_free(ctx);                                                               \
    } while (0)
#define WRONG(check, message) REFUSED(TDA_EINVAL, check, message)

START_TEST(clouds)
{
    double at[] = {0, 1, 2, 3, 4, 5, 6, 7};
    tda_cloud c = {4, 2, at, NULL};
    OK(tda_cloud_check(NULL, &c));
    OK(tda_cloud_check(NULL, &(tda_cloud){0, 3, NULL, NULL}));
    at[7] = NAN;
    WRONG(tda_cloud_check(ctx, &c), "points: row 3, column 1 is NaN");
    at[4] = -INFINITY;
    WRONG(tda_cloud_check(ctx, &c), "points: row 2, column 0 is infinite");
    c.dimension = 0;
    WRONG(tda_cloud_check(ctx, &c), "points: 0 columns; at least 1 is needed");
    c.size = -4;
    WRONG(tda_cloud_check(ctx, &c), "points: a negative number of rows, -4");
    c = (tda_cloud){1, 1, NULL, NULL};
    WRONG(tda_cloud_check(ctx, &c), "points: the array is NULL");
    c = (tda_cloud){(tda_index)1 << 40, (tda_index)1 << 20, at, NULL};
    REFUSED(TDA_ELIMIT, tda_cloud_check(ctx, &c),
            "points: 1099511627776 rows of 1048576 columns overflow an index");
}
END_TEST

START_TEST(dense_distances)
{
    double lower[] = {1, 2, INFINITY, 4, 5, 0};
    tda_distances d = {.size = 4, .lower = lower};
    OK(tda_distances_check(NULL, &d));
    OK(tda_distances_check(NULL, &(tda_distances){.size = 1, .lower = lower}));
    OK(tda_distances_check(NULL, &(tda_distances){.size = 0, .lower = lower}));
    lower[5] = NAN;
    WRONG(tda_distances_check(ctx, &d), "distances: row 3, column 2 is NaN");
    lower[1] = -1;
    WRONG(tda_distances_check(ctx, &d), "distances: row 2, column 0 is negative");
    d.size = (tda_index)1 << 31;
    REFUSED(TDA_ELIMIT, tda_distances_check(ctx, &d),
            "distances: between 2147483648 points overflow an index");
    d.size = -1;
    WRONG(tda_distances_check(ctx, &d), "distances: a negative number of points, -1");
}
END_TEST

START_TEST(sparse_distances)
{
    tda_index tail[] = {3, 2, 3, 1}, head[] = {1, 1, 0, 0};
    double value[] = {1, 2, 3, INFINITY};
    tda_distances d = {.size = 4, .pairs = 4, .tail = tail, .head = head, .value = value};
    OK(tda_distances_check(NULL, &d));
    OK(tda_distances_check(NULL, &(tda_distances){.size = 5}));
    tail[1] = 3;
    WRONG(tda_distances_check(ctx, &d), "distances: pair 1 repeats pair 0, (3, 1)");
    value[2] = -3;
    WRONG(tda_distances_check(ctx, &d), "distances: pair 2, (3, 0), is negative");
    value[2] = NAN;
    WRONG(tda_distances_check(ctx, &d), "distances: pair 2, (3, 0), is NaN");
    tail[1] = 4;
    WRONG(tda_distances_check(ctx, &d),
          "distances: pair 1 is (4, 1), but points are 0 to 3");
    head[0] = -1;
    WRONG(tda_distances_check(ctx, &d),
          "distances: pair 0 is (3, -1), but points are 0 to 3");
    head[0] = 3;
    WRONG(tda_distances_check(ctx, &d),
          "distances: pair 0 is (3, 3); the second id must be the smaller");
    d.value = NULL;
    WRONG(tda_distances_check(ctx, &d), "distances: an array of the pairs is NULL");
    d.pairs = -4;
    WRONG(tda_distances_check(ctx, &d), "distances: a negative number of pairs, -4");
}
END_TEST

/* Two channels of 2 x 3 pixels in a larger array, columns backwards. */
START_TEST(images)
{
    double at[40];
    for (int i = 0; i < 40; i++)
        at[i] = NAN; /* all but what the image shows */
    tda_image m = {.axes = 2,
                   .channels = 2,
                   .shape = {2, 3},
                   .stride = {10, -1},
                   .channel_stride = 20,
                   .at = at + 5};
    for (int c = 0; c < 2; c++)
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 3; j++)
                at[5 + 20 * c + 10 * i - j] = j == 0 ? INFINITY : -INFINITY;
    OK(tda_image_check(NULL, &m));
    at[5 + 20 + 10 - 2] = NAN;
    WRONG(tda_image_check(ctx, &m), "image: pixel (1, 2), channel 1 is NaN");
    m.shape[1] = 0;
    WRONG(tda_image_check(ctx, &m), "image: axis 1 has 0 pixels; at least 1 is needed");
    m.channels = 0;
    WRONG(tda_image_check(ctx, &m), "image: 0 channels; at least 1 is needed");
    m.axes = 9;
    WRONG(tda_image_check(ctx, &m), "image: 9 axes; 1 to 8 are possible");
    m.axes = 0;
    WRONG(tda_image_check(ctx, &m), "image: 0 axes; 1 to 8 are possible");
    m = (tda_image){.axes = 2, .channels = 1, .shape = {(tda_index)1 << 40, 1 << 30}};
    REFUSED(TDA_ELIMIT, tda_image_check(ctx, &m),
            "image: the number of pixels overflows an index");
    m.shape[0] = 1;
    WRONG(tda_image_check(ctx, &m), "image: the array is NULL");
}
END_TEST

START_TEST(clearing)
{
    tda_cloud c = {1, 1, NULL, tdai_alloc(8, 1)};
    tda_distances d = {.size = 1, .own = tdai_alloc(8, 1)};
    tda_image m = {.axes = 1, .own = tdai_alloc(8, 1)};
    for (int twice = 0; twice < 2; twice++) {
        tda_cloud_clear(&c);
        tda_distances_clear(&d);
        tda_image_clear(&m);
        ck_assert(!c.own && !c.size && !d.own && !d.size && !m.own && !m.axes);
    }
    double mine = 1; /* a view: nothing is freed */
    c = (tda_cloud){1, 1, &mine, NULL};
    tda_cloud_clear(&c);
    ck_assert_ptr_null(c.at);
}
END_TEST

static const double one[] = {1, 1, 1};
static const tda_index tail[] = {1, 2}, head[] = {0, 1};
static const tda_cloud cloud = {3, 1, one, NULL};
static const tda_distances dense = {.size = 3, .lower = one};
static const tda_distances sparse = {
    .size = 3, .pairs = 2, .tail = tail, .head = head, .value = one};
static const tda_image image = {
    .axes = 1, .channels = 1, .shape = {3}, .stride = {1}, .at = one};

START_TEST(out_of_memory)
{
    EACH_OOM(tda_distances_check(NULL, &sparse), true);
}
END_TEST

START_TEST(cancelled)
{
    EACH_CANCEL(tda_cloud_check(NULL, &cloud), true);
    EACH_CANCEL(tda_distances_check(NULL, &dense), true);
    EACH_CANCEL(tda_distances_check(NULL, &sparse), true);
    EACH_CANCEL(tda_image_check(NULL, &image), true);
}
END_TEST

SUITE("inputs", TEST(clouds), TEST(dense_distances), TEST(sparse_distances), TEST(images),
      TEST(clearing), TEST(out_of_memory), TEST(cancelled))
