/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test_measure_features.c - Projections, kernels and quantized features of signed measures, and the
 * kernel of modules: against their definitions, the bounds between them, Gram matrices without
 * negative eigenvalues, refusals. */
#include "tda_check.h"
#include "vectorize/intervals.h"
#include <gsl/gsl_eigen.h>
#include <math.h>
#include <string.h>

#define PI 3.14159265358979323846
enum { COUNT = 5, MOST = 12 };

/* Measures of one mass, points on a lattice with ties; none has no points. */
typedef struct sample {
    tda_measure m[COUNT];
} sample;

static sample random_measures(unsigned seed, int params)
{
    brute_rng rng = brute_seed(seed);
    sample s;
    memset(&s, 0, sizeof s);
    for (int k = 0; k < COUNT; k++) {
        double at[MOST * 3];
        int64_t weight[MOST], sum = 0;
        tda_index n = 2 + brute_below(&rng, MOST - 2);
        for (tda_index i = 0; i < n; i++) {
            for (int p = 0; p < params; p++)
                at[i * params + p] = brute_below(&rng, 17) / 2.0;
            weight[i] = brute_below(&rng, 5) - 2;
            sum += weight[i];
        }
        weight[n - 1] += 1 - sum;
        OK(tda_measure_new(NULL, &s.m[k], params, n, at, weight, NULL));
    }
    return s;
}

static void clear(sample *s)
{
    for (int k = 0; k < COUNT; k++)
        tda_measure_clear(&s->m[k]);
}

static bool near(double a, double b)
{
    return fabs(a - b) <= 1e-12 * fmax(1, fmax(fabs(a), fabs(b)));
}

/* Mass up to t along the direction. */
static double mass_up_to(const tda_measure *m, const double *direction, double t)
{
    double sum = 0;
    for (tda_index i = 0; i < m->size; i++) {
        double x = 0;
        for (int k = 0; k < m->params; k++)
            x += direction[k] * m->at[i * m->params + k];
        sum += x <= t ? (double)m->weight[i] : 0;
    }
    return sum;
}

/* The area between two of these, by all places where they jump. */
static double area(const tda_measure *a, const tda_measure *b, const double *direction)
{
    double at[2 * MOST], sum = 0;
    int n = 0;
    for (int side = 0; side < 2; side++) {
        const tda_measure *m = side ? b : a;
        for (tda_index i = 0; i < m->size; i++) {
            double x = 0;
            for (int k = 0; k < m->params; k++)
                x += direction[k] * m->at[i * m->params + k];
            at[n++] = x;
        }
    }
    for (int i = 1; i < n; i++)
        for (int j = i; j > 0 && at[j] < at[j - 1]; j--) {
            double swap = at[j];
            at[j] = at[j - 1];
            at[j - 1] = swap;
        }
    for (int i = 0; i + 1 < n; i++)
        sum += fabs(mass_up_to(a, direction, at[i]) - mass_up_to(b, direction, at[i])) *
               (at[i + 1] - at[i]);
    return sum;
}

/* Distances by definition; no more than transport with Euclidean ways; rows of projections are no
 * farther apart, and hardly nearer where cells are small. */
static void sliced_seed(unsigned seed)
{
    enum { N = 8, CELLS = 400 };
    static double row[COUNT][N * CELLS], coarse[COUNT][N * 3];
    sample s = random_measures(seed, 2);
    double d[COUNT * COUNT], box[] = {-1, -1, 9, 9};
    tda_measure_kernel_opts o = TDA_MEASURE_KERNEL_OPTS_INIT;
    tda_sliced_opts p = TDA_SLICED_OPTS_INIT;
    o.directions = p.directions = N;
    p.box = box;
    OK(tda_measures_sliced_wasserstein(NULL, d, s.m, COUNT, NULL, 0, &o));
    for (int k = 0; k < COUNT; k++) {
        p.resolution = CELLS;
        OK(tda_measure_sliced(NULL, row[k], &s.m[k], &p));
        p.resolution = 3;
        OK(tda_measure_sliced(NULL, coarse[k], &s.m[k], &p));
    }
    for (int i = 0; i < COUNT; i++)
        for (int j = 0; j < COUNT; j++) {
            double want = 0, fine = 0, rough = 0, transport;
            for (int k = 0; k < N; k++) {
                double direction[] = {cos(k * PI / N), sin(k * PI / N)};
                want += area(&s.m[i], &s.m[j], direction) / N;
            }
            for (int k = 0; k < N * CELLS; k++)
                fine += fabs(row[i][k] - row[j][k]);
            for (int k = 0; k < N * 3; k++)
                rough += fabs(coarse[i][k] - coarse[j][k]);
            tda_transport_opts t = TDA_TRANSPORT_OPTS_INIT;
            t.norm = 2;
            OK(tda_measure_transport(NULL, &transport, NULL, &s.m[i], &s.m[j], &t));
            double got = d[i * COUNT + j];
            if (fabs(got - want) > 1e-9 * fmax(1, want))
                ck_abort_msg("%.17g, not %.17g", got, want);
            MUST(got == d[j * COUNT + i]);
            MUST(got <= transport * (1 + 1e-12) + 1e-12);
            MUST(fine <= got + 1e-9 && fine >= 0.9 * got - 0.05);
            MUST(rough <= fine + 1e-9);
            for (int k = 0; k < COUNT; k++) /* the triangle */
                MUST(got <= d[i * COUNT + k] + d[k * COUNT + j] + 1e-9);
        }
    clear(&s);
}
TEN_SEEDS(sliced)

/* The numbers of a row are integrals of the mass over cells. */
static void cells_seed(unsigned seed)
{
    enum { N = 3, CELLS = 5, STEPS = 4000 };
    sample s = random_measures(seed, 2);
    double row[N * CELLS], box[] = {0, 1, 8, 7}, units[] = {1, 2};
    tda_sliced_opts p = TDA_SLICED_OPTS_INIT;
    p.directions = N;
    p.resolution = CELLS;
    p.box = box;
    p.units = units;
    OK(tda_measure_sliced(NULL, row, &s.m[0], &p));
    for (int k = 0; k < N; k++) {
        double d[] = {cos(k * PI / N), sin(k * PI / N) / 2}, low = 0, high = 0;
        for (int a = 0; a < 2; a++) {
            low += fmin(d[a] * box[a], d[a] * box[2 + a]);
            high += fmax(d[a] * box[a], d[a] * box[2 + a]);
        }
        double width = (high - low) / CELLS;
        for (int c = 0; c < CELLS; c++) {
            double sum = 0;
            for (int i = 0; i < STEPS; i++)
                sum += mass_up_to(&s.m[0], d, low + width * (c + (i + 0.5) / STEPS));
            sum *= width / STEPS / N;
            MUST(fabs(sum - row[k * CELLS + c]) <= 30 * width / STEPS);
        }
    }
    clear(&s);
}
TEN_SEEDS(cells)

/* Kernels by definition, the cross matrix a part of the Gram matrix, no negative eigenvalue, equal bits
 * for any number of threads; of points moved and stretched the same where the bandwidth is, too. */
static void kernels_seed(unsigned seed)
{
    sample s = random_measures(seed, 1 + (int)seed % 3);
    double gram[COUNT * COUNT], cross[2 * (COUNT - 2)], again[COUNT * COUNT],
        d[COUNT * COUNT], h = 0.5 + (seed % 4), units[] = {1, 2, 0.5};
    tda_measure_kernel_opts o = TDA_MEASURE_KERNEL_OPTS_INIT;
    tda_ctx *ctx;
    int params = s.m[0].params;
    OK(tda_ctx_new(&ctx));
    o.bandwidth = h;
    o.directions = 7;
    o.units = seed % 2 ? units : NULL;
    OK(tda_measures_sliced_wasserstein(ctx, d, s.m, COUNT, NULL, 0, &o));
    for (int kernel = 0; kernel < 2; kernel++) {
        o.kernel = (tda_measure_kernel)kernel;
        tda_ctx_set_threads(ctx, 1);
        OK(tda_measures_kernel(ctx, gram, s.m, COUNT, NULL, 0, &o));
        OK(tda_measures_kernel(ctx, cross, s.m, 2, s.m + 2, COUNT - 2, &o));
        tda_ctx_set_threads(ctx, 3);
        OK(tda_measures_kernel(ctx, again, s.m, COUNT, NULL, 0, &o));
        MUST(memcmp(gram, again, sizeof gram) == 0);
        for (int i = 0; i < COUNT; i++)
            for (int j = 0; j < COUNT; j++) {
                double want = exp(-d[i * COUNT + j] / (2 * h * h));
                const tda_measure *a = &s.m[i], *b = &s.m[j];
                if (kernel) {
                    want = 0;
                    for (tda_index p = 0; p < a->size; p++)
                        for (tda_index q = 0; q < b->size; q++) {
                            double square = 0;
                            for (int k = 0; k < params; k++) {
                                double z = a->at[p * params + k] - b->at[q * params + k];
                                z /= o.units ? units[k] : 1;
                                square += z * z;
                            }
                            want += (double)(a->weight[p] * b->weight[q]) *
                                    exp(-square / (4 * h * h));
                        }
                    want /= pow(4 * PI * h * h, params / 2.0);
                }
                MUST(near(gram[i * COUNT + j], want));
                MUST(i >= 2 || j < 2 ||
                     near(cross[i * (COUNT - 2) + j - 2], gram[i * COUNT + j]));
            }
        gsl_matrix_view view = gsl_matrix_view_array(gram, COUNT, COUNT);
        gsl_vector *values = gsl_vector_alloc(COUNT);
        gsl_eigen_symm_workspace *w = gsl_eigen_symm_alloc(COUNT);
        gsl_eigen_symm(&view.matrix, values, w);
        MUST(gsl_vector_min(values) >= -1e-9);
        gsl_eigen_symm_free(w);
        gsl_vector_free(values);
    }
    clear(&s);
    tda_ctx_free(ctx);
}
TEN_SEEDS(kernels)

/* The product of measures made smooth is the integral of what tda_measure_convolution() gives, and its
 * distance stays below the bound by transport. */
static void smooth_seed(unsigned seed)
{
    enum { N = 90 };
    static double value[2 * N], out[2][N * N];
    tda_index start[] = {0, N, 2 * N};
    tda_grid grid = {2, start, value};
    sample s = random_measures(seed, 2);
    double gram[4], h = 1, step = 0.2, sum[3] = {0}, transport;
    tda_convolution_opts c = TDA_CONVOLUTION_OPTS_INIT;
    tda_measure_kernel_opts o = TDA_MEASURE_KERNEL_OPTS_INIT;
    tda_transport_opts t = TDA_TRANSPORT_OPTS_INIT;
    for (int i = 0; i < 2 * N; i++)
        value[i] = step * (i % N) - 5;
    c.bandwidth = o.bandwidth = h;
    o.kernel = TDA_MEASURE_KERNEL_CONVOLUTION;
    t.norm = 2;
    OK(tda_measures_kernel(NULL, gram, s.m, 2, NULL, 0, &o));
    for (int k = 0; k < 2; k++)
        OK(tda_measure_convolution(NULL, out[k], &s.m[k], &grid, &c));
    for (int i = 0; i < N * N; i++) {
        sum[0] += out[0][i] * out[0][i] * step * step;
        sum[1] += out[0][i] * out[1][i] * step * step;
        sum[2] += out[1][i] * out[1][i] * step * step;
    }
    MUST(fabs(sum[0] - gram[0]) <= 1e-3 * fmax(1, fabs(gram[0])));
    MUST(fabs(sum[1] - gram[1]) <= 1e-3 * fmax(1, fabs(gram[0])));
    MUST(fabs(sum[2] - gram[3]) <= 1e-3 * fmax(1, fabs(gram[3])));
    OK(tda_measure_transport(NULL, &transport, NULL, &s.m[0], &s.m[1], &t));
    double apart = sqrt(fmax(0, gram[0] - 2 * gram[1] + gram[3]));
    MUST(apart <= transport * pow(4 * PI * h * h, -0.5) / (sqrt(2) * h) + 1e-6);
    clear(&s);
}
TEN_SEEDS(smooth)

/* Centres are where points are; features by definition; the order of measures does not matter. */
static void quantised_seed(unsigned seed)
{
    sample s = random_measures(seed, 1 + (int)seed % 3);
    tda_measure turned[COUNT];
    tda_measure_quantiser q = {0}, other = {0};
    tda_measure_quantiser_opts o = TDA_MEASURE_QUANTISER_OPTS_INIT;
    double out[COUNT];
    int params = s.m[0].params;
    o.centres = 4;
    for (int k = 0; k < COUNT; k++)
        turned[k] = s.m[COUNT - 1 - k];
    OK(tda_measures_quantiser(NULL, &q, s.m, COUNT, &o));
    OK(tda_measures_quantiser(NULL, &other, turned, COUNT, &o));
    MUST(q.size == 4 && other.size == 4 && q.params == params);
    MUST(memcmp(q.centre, other.centre, (size_t)(4 * params) * sizeof(double)) == 0);
    MUST(memcmp(q.radius, other.radius, 4 * sizeof(double)) == 0);
    for (int c = 0; c < 4; c++) {
        double least = INFINITY;
        for (int e = 0; e < 4; e++) {
            double square = 0;
            for (int k = 0; k < params; k++)
                square += pow(q.centre[c * params + k] - q.centre[e * params + k], 2);
            least = e == c ? least : fmin(least, square);
        }
        MUST(near(q.radius[c], sqrt(least) / 2));
    }
    OK(tda_measure_atol(NULL, out, &s.m[0], &q));
    for (int c = 0; c < 4; c++) {
        double want = 0;
        for (tda_index i = 0; i < s.m[0].size; i++) {
            double square = 0;
            for (int k = 0; k < params; k++)
                square += pow(s.m[0].at[i * params + k] - q.centre[c * params + k], 2);
            want += (double)s.m[0].weight[i] * exp(-square / pow(q.radius[c], 2));
        }
        MUST(near(out[c], want));
    }
    tda_measure_quantiser_clear(&q);
    tda_measure_quantiser_clear(&other);
    clear(&s);
}
TEN_SEEDS(quantised)

/* The kernel of modules: by its lines, positive, the same for modules moved; a unit is a factor of the
 * coordinates. */
static void modules_seed(unsigned seed)
{
    enum { A = 3, B = 4 };
    tda_module m[COUNT], far[COUNT];
    double gram[COUNT * COUNT], cross[2 * (COUNT - 2)], moved[COUNT * COUNT],
        scaled[COUNT * COUNT],
        want[COUNT * COUNT] = {0}, one[COUNT * COUNT], box[] = {0, 0, 10, 10},
                     far_box[] = {-16, -16, 24, 24}, units[] = {4, 4};
    tda_module_kernel_opts o = TDA_MODULE_KERNEL_OPTS_INIT;
    tda_diagram_kernel_opts line = TDA_DIAGRAM_KERNEL_OPTS_INIT;
    line.kernel = TDA_KERNEL_SCALE_SPACE;
    o.angles = A;
    o.offsets = B;
    o.box = box;
    for (int k = 0; k < COUNT; k++) {
        intervals v = iv_random(COUNT * seed + (unsigned)k, 2), w = v;
        for (int i = 0; i < IV_ALL * 2; i++) {
            w.birth[i] = 4 * v.birth[i] - 16;
            w.death[i] = 4 * v.death[i] - 16;
        }
        m[k] = iv_module(&v);
        far[k] = iv_module(&w);
    }
    OK(tda_modules_kernel(NULL, gram, m, COUNT, NULL, 0, &o));
    OK(tda_modules_kernel(NULL, cross, m, 2, m + 2, COUNT - 2, &o));
    for (int i = 0; i < A * B; i++) {
        double angle = (i / B + 0.5) / A * PI / 2, c = cos(angle), sn = sin(angle),
               low = -sn * 10, step = (c * 10 - low) / B, at = low + step * (i % B + 0.5),
               base[] = {-sn * at, c * at}, u[] = {c, sn},
               enter = fmax(-base[0] / c, -base[1] / sn),
               leave = fmin((10 - base[0]) / c, (10 - base[1]) / sn);
        tda_diagram d[COUNT];
        for (int k = 0; k < COUNT; k++) {
            OK(tda_module_slice(NULL, &d[k], &m[k], base, u));
            for (tda_index b = 0; b < d[k].start[d[k].degrees]; b++) {
                d[k].birth[b] = fmax(d[k].birth[b], enter);
                d[k].death[b] = fmax(fmin(d[k].death[b], leave), d[k].birth[b]);
            }
        }
        OK(tda_diagrams_kernel(NULL, one, d, COUNT, NULL, 0, d[0].degrees - 1, &line));
        for (int k = 0; k < COUNT * COUNT; k++)
            want[k] += fmin(c, sn) * step * (PI / 2 / A) * one[k];
        for (int k = 0; k < COUNT; k++)
            tda_diagram_clear(&d[k]);
    }
    o.box = far_box;
    o.units = units;
    OK(tda_modules_kernel(NULL, moved, far, COUNT, NULL, 0, &o));
    o.units = NULL;
    line.bandwidth = 16; /* a squared length */
    o.line = &line;
    OK(tda_modules_kernel(NULL, scaled, far, COUNT, NULL, 0, &o));
    for (int i = 0; i < COUNT; i++)
        for (int j = 0; j < COUNT; j++) {
            double g = gram[i * COUNT + j], slack = 1e-9 * fmax(1, fabs(g));
            MUST(fabs(g - want[i * COUNT + j]) <= slack);
            MUST(g == gram[j * COUNT + i]);
            MUST(i >= 2 || j < 2 || fabs(cross[i * (COUNT - 2) + j - 2] - g) <= slack);
            MUST(fabs(moved[i * COUNT + j] - g) <= slack);
            MUST(fabs(4 * scaled[i * COUNT + j] - g) <= slack);
        }
    gsl_matrix_view view = gsl_matrix_view_array(gram, COUNT, COUNT);
    gsl_vector *values = gsl_vector_alloc(COUNT);
    gsl_eigen_symm_workspace *w = gsl_eigen_symm_alloc(COUNT);
    gsl_eigen_symm(&view.matrix, values, w);
    MUST(gsl_vector_min(values) >= -1e-9);
    gsl_eigen_symm_free(w);
    gsl_vector_free(values);
    for (int k = 0; k < COUNT; k++) {
        tda_module_clear(&m[k]);
        tda_module_clear(&far[k]);
    }
}
TEN_SEEDS(modules)

START_TEST(masses_may_differ_with_a_corner)
{
    double p[] = {0, 0, 1, 1}, d[4], corner[] = {4, 4};
    int64_t one[] = {1, 1};
    tda_measure m[2] = {{0}};
    tda_measure_kernel_opts o = TDA_MEASURE_KERNEL_OPTS_INIT;
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    OK(tda_measure_new(ctx, &m[0], 2, 1, p, one, NULL));
    OK(tda_measure_new(ctx, &m[1], 2, 2, p, one, NULL));
    ck_assert_int_eq(tda_measures_sliced_wasserstein(ctx, d, m, 2, NULL, 0, &o),
                     TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "kernel: measure 1 of the first list has mass 2, and the first 1; "
                     "give a corner");
    o.corner = corner;
    o.directions = 2; /* along the axes */
    OK(tda_measures_sliced_wasserstein(ctx, d, m, 2, NULL, 0, &o));
    /* along an axis the four points of a quadrant cancel */
    ck_assert(fabs(d[1]) < 1e-12);
    o.directions = 4; /* the diagonals too: at 1, 4 + 4 and twice 1 + 4, over sqrt 2 */
    OK(tda_measures_sliced_wasserstein(ctx, d, m, 2, NULL, 0, &o));
    ck_assert(fabs(d[1] - (6 + 6) / sqrt(2) / 4) < 1e-12);
    tda_measure_clear(&m[0]);
    tda_measure_clear(&m[1]);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(refusals)
{
    double at[] = {0, 0, 1, -INFINITY, 2, 1}, out[400] = {7}, box[] = {0, 0, 1, 1},
           down[] = {0, 2, 1, 1}, units[] = {1, -1};
    int64_t weight[] = {1, 1, -1};
    tda_measure m[2] = {{0}}, line = {0};
    tda_measure_quantiser q = {0};
    tda_sliced_opts s = TDA_SLICED_OPTS_INIT;
    tda_measure_kernel_opts k = TDA_MEASURE_KERNEL_OPTS_INIT;
    tda_measure_quantiser_opts c = TDA_MEASURE_QUANTISER_OPTS_INIT;
    tda_module_kernel_opts l = TDA_MODULE_KERNEL_OPTS_INIT;
    intervals v = iv_random(1, 2), v3 = iv_random(1, 3);
    tda_module module = iv_module(&v), three = iv_module(&v3);
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    OK(tda_measure_new(ctx, &m[0], 2, 3, at, weight, NULL));
    OK(tda_measure_new(ctx, &m[1], 2, 1, at, weight, NULL));
    OK(tda_measure_new(ctx, &line, 1, 1, at, weight, NULL));
#define REFUSED(call, text)                                                              \
    do {                                                                                 \
        ck_assert_int_eq(call, TDA_EINVAL);                                              \
        ck_assert_str_eq(tda_ctx_message(ctx), text);                                    \
        ck_assert_double_eq(out[0], 7);                                                  \
    } while (0)
    REFUSED(tda_measure_sliced(ctx, out, m, &s),
            "projections: no box; give the corners of what is to be seen");
    s.box = down;
    REFUSED(tda_measure_sliced(ctx, out, m, &s),
            "projections: the box goes from 2 to 1 in parameter 1; give one that is "
            "finite and goes up");
    s.box = box;
    s.units = units;
    REFUSED(tda_measure_sliced(ctx, out, m, &s),
            "projections: unit -1 of parameter 1; give a positive one");
    s.resolution = 0;
    REFUSED(tda_measure_sliced(ctx, out, m, &s),
            "projections: 0 cells; there are 1 to 2147483647");
    s.directions = 0;
    REFUSED(tda_measure_sliced(ctx, out, m, &s),
            "projections: 0 directions; there are 1 to 2147483647");
    REFUSED(tda_measures_kernel(ctx, out, m, 2, NULL, 0, &k),
            "kernel: point 1 of measure 0 of the first list is not finite");
    REFUSED(tda_measures_kernel(ctx, out, &line, 1, m, 1, &k),
            "kernel: measure 0 of the second list has 2 parameters, not 1");
    REFUSED(tda_measures_kernel(ctx, out, m, -1, NULL, 0, &k),
            "kernel: -1 and 0 measures");
    k.units = units;
    REFUSED(tda_measures_kernel(ctx, out, m, 2, NULL, 0, &k),
            "kernel: unit -1 of parameter 1; give a positive one");
    k.directions = 0;
    REFUSED(tda_measures_kernel(ctx, out, m, 2, NULL, 0, &k),
            "kernel: 0 directions; there are 1 to 2147483647");
    k.bandwidth = 0;
    REFUSED(tda_measures_kernel(ctx, out, m, 2, NULL, 0, &k),
            "kernel: bandwidth 0; it is a positive number");
    k.kernel = (tda_measure_kernel)2;
    REFUSED(tda_measures_kernel(ctx, out, m, 2, NULL, 0, &k),
            "kernel: there is no kernel 2");
    REFUSED(tda_measures_quantiser(ctx, &q, m, 0, &c),
            "quantiser: the measures have no finite points to be fitted to");
    REFUSED(tda_measures_quantiser(ctx, &q, m, -1, &c), "quantiser: -1 measures");
    c.centres = 0;
    REFUSED(tda_measures_quantiser(ctx, &q, m, 1, &c),
            "quantiser: 0 centres; there are 1 to 2147483647");
    c.centres = 2;
    c.iterations = -1;
    REFUSED(tda_measures_quantiser(ctx, &q, m, 1, &c), "quantiser: -1 iterations");
    c.iterations = 9;
    tda_measure both[] = {m[1], line};
    REFUSED(tda_measures_quantiser(ctx, &q, both, 2, &c),
            "quantiser: measure 1 has 1 parameters, and others 2");
    OK(tda_measures_quantiser(ctx, &q, m, 2, &c));
    ck_assert_int_eq(q.size, 2); /* of two finite points */
    REFUSED(tda_measure_atol(ctx, out, &line, &q),
            "quantized features: a measure of 1 parameters, centres of 2");
    tda_measure_quantiser_clear(&q);
    l.angles = 0;
    REFUSED(tda_modules_kernel(ctx, out, &module, 1, NULL, 0, &l),
            "kernel: 0 angles and 10 offsets; at least one of each");
    l.angles = 2;
    l.power = -1;
    REFUSED(tda_modules_kernel(ctx, out, &module, 1, NULL, 0, &l),
            "kernel: power -1; give one that is 0 or more and finite");
    l.power = 0;
    l.box = down;
    REFUSED(
        tda_modules_kernel(ctx, out, &module, 1, NULL, 0, &l),
        "kernel: the box goes from 2 to 1 in parameter 1; give one that is finite and "
        "goes up");
    l.box = NULL;
    REFUSED(tda_modules_kernel(ctx, out, &module, 1, &three, 1, &l),
            "kernel: module 0 of the second list has 3 parameters; two are needed");
    REFUSED(tda_modules_kernel(ctx, out, &module, -1, NULL, 0, &l),
            "kernel: -1 and 0 modules");
    l.units = units;
    REFUSED(tda_modules_kernel(ctx, out, &module, 1, NULL, 0, &l),
            "kernel: unit -1 of parameter 1; give a positive one");
    tda_measure_clear(&m[0]);
    tda_measure_clear(&m[1]);
    tda_measure_clear(&line);
    tda_module_clear(&module);
    tda_module_clear(&three);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(failures_touch_nothing)
{
    sample s = random_measures(3, 2), space = random_measures(4, 3);
    double out[400] = {7}, box[] = {0, 0, 0, 9, 9, 9}, corner[] = {20, 20};
    tda_sliced_opts p = TDA_SLICED_OPTS_INIT;
    tda_measure_kernel_opts k = TDA_MEASURE_KERNEL_OPTS_INIT;
    tda_measure_quantiser q = {0};
    tda_module_kernel_opts l = TDA_MODULE_KERNEL_OPTS_INIT;
    intervals v = iv_random(3, 2);
    tda_module m = iv_module(&v);
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    p.box = box;
    p.directions = k.directions = 3;
    p.resolution = 4;
    l.angles = l.offsets = 2;
    k.corner = corner;
#define TOUCHES_NOTHING(call)                                                            \
    do {                                                                                 \
        out[0] = 7;                                                                      \
        EACH_OOM(call, out[0] == 7);                                                     \
        out[0] = 7;                                                                      \
        EACH_CANCEL(call, out[0] == 7);                                                  \
    } while (0)
    TOUCHES_NOTHING(tda_measure_sliced(ctx, out, &space.m[0], &p));
    TOUCHES_NOTHING(tda_measures_sliced_wasserstein(ctx, out, s.m, 2, s.m, 3, &k));
    TOUCHES_NOTHING(tda_measures_kernel(ctx, out, s.m, 3, NULL, 0, &k));
    TOUCHES_NOTHING(tda_modules_kernel(ctx, out, &m, 1, NULL, 0, &l));
    EACH_OOM(tda_measures_quantiser(ctx, &q, s.m, COUNT, NULL), !q.centre);
    tda_measure_quantiser_clear(&q);
    EACH_CANCEL(tda_measures_quantiser(ctx, &q, s.m, COUNT, NULL), !q.centre);
    TOUCHES_NOTHING(tda_measure_atol(ctx, out, &s.m[0], &q));
    tda_measure_quantiser_clear(&q);
    tda_ctx_set_max_bytes(ctx, 30);
    ck_assert_int_eq(tda_measure_sliced(ctx, out, &space.m[0], &p), TDA_ELIMIT);
    ck_assert_int_eq(tda_measures_kernel(ctx, out, s.m, 3, NULL, 0, &k), TDA_ELIMIT);
    tda_module_clear(&m);
    clear(&s);
    clear(&space);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("measure_features", SEEDS(sliced, 30), SEEDS(cells, 30), SEEDS(kernels, 30),
      SEEDS(smooth, 30), SEEDS(quantised, 30), SEEDS(modules, 30),
      TEST(masses_may_differ_with_a_corner), TEST(refusals), TEST(failures_touch_nothing))
