/* SPDX-License-Identifier: GPL-3.0-or-later */
/* features_gram.c - The kernel of every row of a table with every row: what a support vector machine
 * or a kernel regression reads. */
#include "cli/feature.h"
#include "cli/option.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef enum kind { LINEAR, LAPLACE, GAUSS } kind;

/* linear, laplace:H or gauss:H; *h := H. */
static int parse(const cli_options *o, kind *k, double *h)
{
    static const char *const names[] = {"linear", "laplace", "gauss", NULL};
    const char *text = o->gram_kernel ? o->gram_kernel : "linear";
    size_t size = strcspn(text, ":");
    int i = cli_choice(text, size, names);
    *h = 1;
    bool number =
        text[size] && tda_number_read(h, text + size + 1, strlen(text + size + 1));
    if (i < 0 || number != (i != LINEAR) || (text[size] && !number) ||
        !(*h > 0 && isfinite(*h)))
        return cli_usage(o->command,
                         "--kernel is linear, laplace:H or gauss:H, H a positive number, "
                         "not '%s'",
                         text);
    *k = (kind)i;
    return CLI_DONE;
}

int cli_features_gram_check(const cli_options *o)
{
    kind k = LINEAR;
    double h;
    if (o->gram_kernel && !o->gram)
        return cli_usage(o->command, "--kernel means nothing without --gram");
    return parse(o, &k, &h);
}

static double pair(kind k, double h, const double *x, const double *y, tda_index n)
{
    double sum = 0;
    for (tda_index i = 0; i < n; i++) {
        double d = x[i] - y[i];
        sum += k == LINEAR ? x[i] * y[i] : k == LAPLACE ? fabs(d) : d * d;
    }
    return k == LINEAR ? sum : exp(-sum / (2 * h * h));
}

int cli_features_gram(cli_session *s, const tda_feature_table *t)
{
    const cli_options *o = s->o;
    tda_index n = t->rows;
    tda_bytes bytes = {0};
    tda_feature_table gram = {.rows = n, .columns = n, .column = t->input};
    double *value = NULL, h = 1;
    kind k = LINEAR;
    int code = parse(o, &k, &h);
    if (code == CLI_DONE)
        code = cli_alloc(s, &value, n, (size_t)n * sizeof *value, "a table of kernels");
    if (code != CLI_DONE)
        return code;
    for (tda_index i = 0; i < n; i++)
        for (tda_index j = i; j < n; j++)
            value[i * n + j] = value[j * n + i] = pair(
                k, h, t->value + i * t->columns, t->value + j * t->columns, t->columns);
    gram.value = value;
    gram.input = t->input;
    tda_status st = strcmp(cli_ending(o->gram), ".npy") == 0
                        ? tda_npy_f8(s->ctx, &bytes, 2, (tda_index[]){n, n}, value)
                        : tda_features_csv(s->ctx, &bytes, &gram);
    code = cli_rendered(s, st, o->gram);
    if (code == CLI_DONE)
        code = cli_write(s, o->gram, &bytes);
    tda_bytes_clear(&bytes);
    free(value);
    return code;
}
