/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/private.h"
#include "tda_check.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { W = 600, H = 500 };
static int64_t raster[W][H];

/* Paint the rectangles an SVG group holds; each pixel at most once. */
static void paint(const char *svg)
{
    memset(raster, 0, sizeof raster);
    const char *path = svg;
    while ((path = strstr(path, "data-value=\""))) {
        int64_t value = strtoll(path + 12, NULL, 10);
        const char *end = strchr(path, '/');
        int x, y, w, h, back;
        for (path = strchr(path, 'M'); path && path < end; path = strchr(path + 1, 'M')) {
            ck_assert_int_eq(sscanf(path, "M%d %dh%dv%dh%dz", &x, &y, &w, &h, &back), 5);
            ck_assert(w > 0 && h > 0 && back == -w);
            for (int i = x; i < x + w; i++)
                for (int j = y; j < y + h; j++) {
                    if (raster[i][j])
                        ck_abort_msg("pixel %d, %d is painted twice", i, j);
                    raster[i][j] = value;
                }
        }
        path = end;
    }
}

/* Small random measures, with ties and points at -infinity: the colour of a pixel is the mass
 * below any point that falls on it, except on the pixels of a step. */
static void compare_small(unsigned seed)
{
    srand(seed);
    int n = 1 + rand() % 40, range = 1 + rand() % 30;
    double at[80];
    int64_t weight[40];
    for (int i = 0; i < n; i++) {
        at[2 * i] = rand() % 9 ? rand() % range : (double)-INFINITY;
        at[2 * i + 1] = rand() % 9 ? 0.1 * (rand() % range) : (double)-INFINITY;
        weight[i] = rand() % 5 - 2;
    }
    tda_measure m = {0};
    OK(tda_measure_new(NULL, &m, 2, n, at, weight, NULL));
    tdai_axis x, y;
    OK(tdai_axis_measure(NULL, &x, &m, 1, 2, 0));
    OK(tdai_axis_measure(NULL, &y, &m, 1, 2, 1));
    tdai_axis_place(&x, 10, W - 10);
    tdai_axis_place(&y, H - 10, 10);
    tdai_pen pen = {0};
    tdai_scale scale;
    OK(tdai_shade(&pen, &scale, &m, &x, &y, 40000));
    OK(pen.st);
    paint(pen.out.at);
    for (int j = 0; j < H && x.infinite; j++) /* nothing between the strip and the plot */
        ck_assert_int_eq(raster[(int)x.strip[1] + 2][j], 0);
    for (int probe = 0; probe < 400; probe++) {
        double z[2] = {(rand() % (4 * range)) / 4.0 + 0.1,
                       (rand() % (4 * range)) / 40.0 + 0.01};
        if (rand() % 9 == 0 && x.infinite)
            z[0] = (double)-INFINITY;
        if (rand() % 9 == 0 && y.infinite)
            z[1] = (double)-INFINITY;
        if ((x.knots == 0 && isfinite(z[0])) || (y.knots == 0 && isfinite(z[1])))
            continue;
        double px = tdai_axis_pixel(&x, z[0]), py = tdai_axis_pixel(&y, z[1]);
        bool near = px < 11 || px > W - 11 || py < 11 || py > H - 11;
        near |= fabs(px - x.span[0]) < 1 || fabs(py - y.span[0]) < 1;
        int64_t want = 0;
        for (tda_index i = 0; i < m.size; i++) {
            want += m.at[2 * i] <= z[0] && m.at[2 * i + 1] <= z[1] ? m.weight[i] : 0;
            near |= fabs(tdai_axis_pixel(&x, m.at[2 * i]) - px) < 1 && isfinite(z[0]);
            near |= fabs(tdai_axis_pixel(&y, m.at[2 * i + 1]) - py) < 1 && isfinite(z[1]);
        }
        if (!near)
            ck_assert_msg(raster[(int)px][(int)py] == want,
                          "(%g, %g) at pixel %g, %g: %lld, not %lld", z[0], z[1], px, py,
                          (long long)raster[(int)px][(int)py], (long long)want);
    }
    tda_bytes_clear(&pen.out);
    tda_measure_clear(&m);
}

START_TEST(shades_are_the_function)
{
    for (int k = 0; k < 15; k++)
        compare_small((unsigned)(15 * _i + k));
}
END_TEST

/* More coordinates than cells: at the corner of each cell the colour is tda_measure_evaluate's. */
START_TEST(shades_at_nodes_are_evaluated)
{
    enum { N = 3000 };
    static double at[2 * N];
    static int64_t weight[N];
    srand((unsigned)_i);
    for (int i = 0; i < N; i++) {
        at[2 * i] = rand(), at[2 * i + 1] = rand() % 1000 * (rand() % 1000);
        weight[i] = i < 200 ? rand() % 2 ? 1 : -1 : 0;
        if (i < 3)
            weight[i] = 1;
    }
    tda_measure m = {0};
    OK(tda_measure_new(NULL, &m, 2, N, at, weight, NULL));
    tdai_axis x, y;
    OK(tdai_axis_measure(NULL, &x, &m, 1, 2, 0));
    OK(tdai_axis_measure(NULL, &y, &m, 1, 2, 1));
    tdai_axis_place(&x, 0, 590);
    tdai_axis_place(&y, 480, 0);
    enum { MOST = 60 };
    double node[2 * (MOST + 1)];
    int nx, ny;
    OK(tdai_axis_nodes(NULL, &x, node, &nx, &m, 0, MOST));
    OK(tdai_axis_nodes(NULL, &y, node + nx, &ny, &m, 1, MOST));
    ck_assert_int_le(nx, MOST + 1);
    for (int i = 1; i < nx; i++)
        ck_assert_double_lt(node[i - 1], node[i]);
    tda_index start[3] = {0, nx, nx + ny};
    static int64_t value[(MOST + 1) * (MOST + 1)];
    OK(tda_measure_evaluate(NULL, value, &m, &(tda_grid){2, start, node}));
    /* the last node of each axis holds the whole mass: nothing was lost by thinning */
    int64_t mass = 0;
    for (tda_index i = 0; i < m.size; i++)
        mass += m.weight[i];
    ck_assert_int_eq(value[nx * ny - 1], mass);
    tdai_pen pen = {0};
    tdai_scale scale;
    OK(tdai_shade(&pen, &scale, &m, &x, &y, 40000));
    paint(pen.out.at);
    OK(tdai_axis_nodes(NULL, &x, node, &nx, &m, 0, MOST));
    for (int probe = 0; probe < 300; probe++) {
        tda_index a = rand() % m.size, b = rand() % m.size;
        double z[2] = {m.at[2 * a], m.at[2 * b + 1]};
        int px = (int)lround(tdai_axis_pixel(&x, z[0])),
            py = (int)lround(tdai_axis_pixel(&y, z[1]));
        bool alone = px < 589 && py > 0;
        for (tda_index i = 0; i < m.size; i++) {
            double dx = tdai_axis_pixel(&x, m.at[2 * i]) - px;
            double dy = tdai_axis_pixel(&y, m.at[2 * i + 1]) - py;
            alone &= m.at[2 * i] == z[0] || fabs(dx) > 4;
            alone &= m.at[2 * i + 1] == z[1] || fabs(dy) > 4;
        }
        if (!alone)
            continue;
        int64_t want;
        tda_index corner[3] = {0, 1, 2};
        OK(tda_measure_evaluate(NULL, &want, &m, &(tda_grid){2, corner, z}));
        ck_assert_int_eq(raster[px][py - 1], want);
    }
    tda_bytes_clear(&pen.out);
    tda_measure_clear(&m);
}
END_TEST

START_TEST(rectangles_stay_within_their_number)
{
    enum { N = 20000 };
    static double at[2 * N];
    static int64_t weight[N];
    srand(1);
    for (int i = 0; i < N; i++) {
        at[2 * i] = rand(), at[2 * i + 1] = rand();
        weight[i] = rand() % 2 ? 3 : -3;
    }
    tda_measure m = {0};
    OK(tda_measure_new(NULL, &m, 2, N, at, weight, NULL));
    tdai_axis x, y;
    OK(tdai_axis_measure(NULL, &x, &m, 1, 2, 0));
    OK(tdai_axis_measure(NULL, &y, &m, 1, 2, 1));
    tdai_axis_place(&x, 0, 590);
    tdai_axis_place(&y, 480, 0);
    for (tda_index most = 1; most < 100000; most *= 30) {
        tdai_pen pen = {0};
        tdai_scale scale;
        OK(tdai_shade(&pen, &scale, &m, &x, &y, most));
        tda_index n = 0;
        for (const char *c = strchr(pen.out.at, 'M'); c; c = strchr(c + 1, 'M'))
            n++;
        ck_assert_int_le(n, most);
        ck_assert_int_ge(n, most > 5 ? 4 : 0);
        tda_bytes_clear(&pen.out);
    }
    tda_measure_clear(&m);
}
END_TEST

SUITE("shade", SEEDS(shades_are_the_function, 10),
      SEEDS(shades_at_nodes_are_evaluated, 5), TEST(rectangles_stay_within_their_number))
