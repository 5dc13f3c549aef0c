/* SPDX-License-Identifier: GPL-3.0-or-later */
/* distance_several.c - tda distance of invariants of several parameters: modules, signed measures,
 * Hilbert and rank functions. */
#include "cli/distance.h"
#include "cli/option.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A file that is no table is a complex, or a presentation. */
static int read_complex(cli_session *s, const char *name, tda_input *out)
{
    tda_read_opts opts = TDA_READ_OPTS_INIT;
    tda_status st = tda_input_read(s->ctx, out, name, &opts);
    if (st != TDA_OK)
        return cli_fail(s, st, name);
    if (out->kind != TDA_KIND_COMPLEX) {
        fprintf(stderr,
                "tda distance: %s: it holds no complex and no presentation; write what "
                "is to be "
                "compared with tda presentation or tda signed-barcode first\n",
                name);
        return CLI_INPUT;
    }
    return CLI_DONE;
}

static void print_numbers(char *const *name, int i, int j, const double *value, int n)
{
    cli_print_name(name[i]);
    cli_print_name(name[j]);
    for (int k = 0; k < n; k++) {
        char text[TDA_NUMBER_CHARS];
        tda_number_write(text, value[k]);
        printf("%s%s", text, k + 1 < n ? "," : "\n");
    }
}

static int wanted_degree(const cli_options *o, int otherwise)
{
    return cli_given(o, "degree") ? o->first : otherwise;
}

int cli_distance_matching(cli_session *s, char *const *name, int n)
{
    const cli_options *o = s->o;
    tda_presentation **p;
    tda_matching_distance *d = NULL;
    int code = cli_alloc(s, &p, n, sizeof *p, "the presentations"), have = 0;
    if (code == CLI_DONE)
        code = cli_alloc(s, &d, (tda_index)n * n, sizeof *d, "a table of distances");
    for (; have < n && code == CLI_DONE; have++) {
        tda_input input = {0};
        p[have] = NULL;
        code = read_complex(s, name[have], &input);
        if (code == CLI_DONE) {
            tda_status st = tda_complex_presentation(s->ctx, &p[have], input.complex,
                                                     wanted_degree(o, 0), NULL);
            code = st == TDA_OK ? CLI_DONE : cli_fail(s, st, name[have]);
        }
        tda_input_clear(&input);
    }
    tda_matching_distance_opts opts = TDA_MATCHING_DISTANCE_OPTS_INIT;
    opts.error = cli_given(o, "gap") ? o->gap : opts.error;
    for (int i = 0; i < n && code == CLI_DONE; i++)
        for (int j = i + 1; j < n && code == CLI_DONE; j++) {
            tda_status st = tda_presentation_matching_distance(s->ctx, &d[i * n + j],
                                                               p[i], p[j], &opts);
            code = st == TDA_OK ? CLI_DONE : cli_fail(s, st, name[j]);
        }
    cli_progress_clear();
    if (code == CLI_DONE)
        puts("a,b,distance,lower,upper,base1,base2,direction1,direction2");
    for (int i = 0; i < n && code == CLI_DONE; i++)
        for (int j = i + 1; j < n; j++) {
            const tda_matching_distance *x = &d[i * n + j];
            print_numbers(name, i, j,
                          (double[]){x->lower, x->lower, x->upper, x->base[0], x->base[1],
                                     x->direction[0], x->direction[1]},
                          7);
        }
    for (int i = 0; i < have; i++)
        tda_presentation_free(p[i]);
    free(p);
    free(d);
    return code == CLI_DONE ? cli_stdout(o->command, "", 0) : code;
}

/* What is compared: of each file a measure, or of each a barcode of ranks. */
typedef struct invariants {
    tda_measure *measure;
    tda_signed_barcode *barcode;
    bool ranks;
} invariants;

/* The table of a result, or the Hilbert measure of a complex. */
static int read_one(cli_session *s, invariants *v, const char *name, int i, bool integral)
{
    const cli_options *o = s->o;
    tda_status st;
    if (strcmp(cli_ending(name), ".csv") != 0) {
        tda_input input = {0};
        int code = read_complex(s, name, &input), degree = wanted_degree(o, 0);
        if (code == CLI_DONE) {
            st = tda_complex_hilbert_measure(s->ctx, &v->measure[i], input.complex,
                                             degree, degree, NULL);
            code = st == TDA_OK ? CLI_DONE : cli_fail(s, st, name);
        }
        tda_input_clear(&input);
        return code;
    }
    int degree = wanted_degree(o, TDA_ONLY_DEGREE);
    if (integral && (i == 0 || v->ranks)) {
        st = tda_signed_barcode_read(s->ctx, &v->barcode[i], name, degree);
        v->ranks = st == TDA_OK || v->ranks;
        if (v->ranks)
            return st == TDA_OK ? CLI_DONE : cli_fail(s, st, name);
    }
    st = tda_measure_read(s->ctx, &v->measure[i], name, degree);
    return st == TDA_OK ? CLI_DONE : cli_fail(s, st, name);
}

static int64_t mass(const tda_measure *m)
{
    int64_t sum = 0;
    for (tda_index i = 0; i < m->size; i++)
        sum += m->weight[i];
    return sum;
}

static int compare(cli_session *s, const invariants *v, double *value, char *const *name,
                   int n, bool integral)
{
    const cli_options *o = s->o;
    double *corner;
    int code = cli_alloc(s, &corner, n ? v->measure[0].params + 1 : 1, sizeof *corner,
                         "a corner");
    tda_transport_opts t = TDA_TRANSPORT_OPTS_INIT;
    tda_integral_opts g = TDA_INTEGRAL_OPTS_INIT;
    t.norm = cli_given(o, "norm") ? o->norm : t.norm;
    g.order = cli_given(o, "order") ? o->order : g.order;
    for (int i = 1; i < n && code == CLI_DONE && !integral && !t.corner; i++)
        if (mass(&v->measure[i]) != mass(&v->measure[0])) {
            tda_status st = tda_measures_corner(s->ctx, corner, v->measure, n);
            t.corner = corner;
            code = st == TDA_OK ? CLI_DONE : cli_fail(s, st, name[i]);
            cli_say(s, "masses differ: all measures are cut off at one corner past them");
        }
    for (int i = 0; i < n && code == CLI_DONE; i++)
        for (int j = i + 1; j < n && code == CLI_DONE; j++) {
            double *to = &value[i * n + j];
            const tda_measure *m = v->measure;
            tda_status st =
                !integral  ? tda_measure_transport(s->ctx, to, NULL, &m[i], &m[j], &t)
                : v->ranks ? tda_signed_barcode_integral_distance(
                                 s->ctx, to, &v->barcode[i], &v->barcode[j], &g)
                           : tda_measure_integral_distance(s->ctx, to, &m[i], &m[j], &g);
            code = st == TDA_OK ? CLI_DONE : cli_fail(s, st, name[j]);
        }
    free(corner);
    return code;
}

int cli_distance_measures(cli_session *s, char *const *name, int n, bool integral)
{
    invariants v = {0};
    double *value = NULL;
    int code = cli_alloc(s, &v.measure, n, sizeof *v.measure, "the measures"), have = 0;
    if (code == CLI_DONE)
        code = cli_alloc(s, &v.barcode, n, sizeof *v.barcode, "the barcodes");
    if (code == CLI_DONE)
        code =
            cli_alloc(s, &value, (tda_index)n * n, sizeof *value, "a table of distances");
    for (; have < n && code == CLI_DONE; have++) {
        v.measure[have] = (tda_measure){0};
        v.barcode[have] = (tda_signed_barcode){0};
        code = read_one(s, &v, name[have], have, integral);
    }
    if (code == CLI_DONE)
        code = compare(s, &v, value, name, n, integral);
    cli_progress_clear();
    if (code == CLI_DONE)
        puts("a,b,distance");
    for (int i = 0; i < n && code == CLI_DONE; i++)
        for (int j = i + 1; j < n; j++)
            print_numbers(name, i, j, &value[i * n + j], 1);
    for (int i = 0; i < have; i++) {
        tda_measure_clear(&v.measure[i]);
        tda_signed_barcode_clear(&v.barcode[i]);
    }
    free(v.measure);
    free(v.barcode);
    free(value);
    return code == CLI_DONE ? cli_stdout(s->o->command, "", 0) : code;
}
