/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Modules from JSON: what was written comes back to the last bit, what is no module is refused. */
#include "tda_check.h"
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <tda.h>

enum { MOST = 24 };

/* A few intervals between random corners, some infinite, of 1 to 4 parameters. */
static void random_module(tda_module *m, tdai_rng *rng, int params, int degree)
{
    double birth[MOST * 4], death[MOST * 4];
    tda_index births[MOST] = {0}, deaths[MOST] = {0}, size = tdai_rng_below(rng, 6);
    for (tda_index i = 0; i < size; i++) {
        births[i + 1] = births[i] + 1 + tdai_rng_below(rng, 3);
        deaths[i + 1] = deaths[i] + 1 + tdai_rng_below(rng, 3);
    }
    for (tda_index i = 0; i < births[size] * params; i++)
        birth[i] =
            tdai_rng_below(rng, 8) ? tdai_rng_gauss(rng, 1) - 2 : -(double)INFINITY;
    for (tda_index i = 0; i < deaths[size] * params; i++)
        death[i] = tdai_rng_below(rng, 8) ? tdai_rng_gauss(rng, 1) + 2 : (double)INFINITY;
    tda_module view = {.params = params,
                       .degree = degree,
                       .size = size,
                       .birth_start = births,
                       .birth = birth,
                       .death_start = deaths,
                       .death = death};
    OK(tda_module_new(NULL, m, &view));
    m->error = tdai_rng_uniform(rng);
    for (tda_index i = 0; i < m->birth_start[m->size] * params; i++)
        m->birth_cell[i] = tdai_rng_below(rng, 1000) - 1;
    for (tda_index i = 0; i < m->death_start[m->size] * params; i++)
        m->death_cell[i] = tdai_rng_below(rng, 1000) - 1;
    for (int k = 0; k < params; k++) {
        m->box[k] = -tdai_rng_uniform(rng);
        m->box[params + k] = tdai_rng_uniform(rng);
    }
}

static void must_equal(const tda_module *a, const tda_module *b)
{
    size_t n = (size_t)a->size + 1, p = (size_t)a->params;
    ck_assert(a->params == b->params && a->degree == b->degree && a->size == b->size &&
              a->error == b->error);
    ck_assert_mem_eq(a->birth_start, b->birth_start, n * sizeof *a->birth_start);
    ck_assert_mem_eq(a->death_start, b->death_start, n * sizeof *a->death_start);
    size_t births = (size_t)a->birth_start[a->size] * p,
           deaths = (size_t)a->death_start[a->size] * p;
    ck_assert_mem_eq(a->box, b->box, 2 * p * sizeof *a->box);
    if (!births)
        return;
    ck_assert_mem_eq(a->birth, b->birth, births * sizeof *a->birth);
    ck_assert_mem_eq(a->birth_cell, b->birth_cell, births * sizeof *a->birth_cell);
    ck_assert_mem_eq(a->death, b->death, deaths * sizeof *a->death);
    ck_assert_mem_eq(a->death_cell, b->death_cell, deaths * sizeof *a->death_cell);
}

START_TEST(what_was_written_comes_back)
{
    tda_ctx *ctx;
    tdai_rng *rng;
    OK(tda_ctx_new(&ctx));
    tda_ctx_set_seed(ctx, (uint64_t)_i);
    OK(tdai_rng_new(ctx, &rng, 3));
    tda_module m[3] = {{0}}, back = {0};
    tda_bytes out = {0};
    for (int k = 0; k < 3; k++)
        random_module(&m[k], rng, 1 + _i % 4, 2 * k);
    OK(tda_module_json(ctx, &out, m, 3, NULL));
    for (int k = 0; k < 3; k++) {
        OK(tda_module_parse(ctx, &back, "m.json", out.at, (size_t)out.size, 2 * k));
        must_equal(&m[k], &back);
        tda_module_clear(&back);
    }
    ck_assert_int_eq(tda_module_parse(ctx, &back, "m.json", out.at, (size_t)out.size, 1),
                     TDA_EFORMAT);
    ck_assert_str_eq(tda_ctx_message(ctx), "m.json: no module of degree 1");
    for (int k = 0; k < 3; k++)
        tda_module_clear(&m[k]);
    tda_bytes_clear(&out);
    tdai_rng_free(rng);
    tda_ctx_free(ctx);
}
END_TEST

#define SUMMAND "\"births\": [[0, 1]], \"deaths\": [[2, 3]]"
#define IN(module) "{\"modules\": [" module "]}"
#define OF(summand) IN("{\"degree\": 1, \"summands\": [{" summand "}]}")

static const struct {
    const char *text, *message;
} wrong[] = {
    {"", "m.json:1:1: '{' is expected here"},
    {"{}", "m.json:1:2: '\"' is expected here"},
    {"{\"degrees\": []}", "m.json: no module"},
    {IN(""), "m.json: no module"},
    {IN("{\"degree\": 1}"), "m.json:1:15: neither a box nor a corner tells how many "
                            "parameters this module has"},
    {IN("{\"degree\": 1.5, \"box\": [[0], [1]]}"),
     "m.json:1:15: a module needs its degree, a whole number from 0 on"},
    {IN("{\"box\": [[0], [1]]}"),
     "m.json:1:15: a module needs its degree, a whole number from 0 on"},
    {IN("{\"degree\": 1, \"box\": [[0], [1, 2]]}"),
     "m.json:1:42: 2 coordinates, where others have 1"},
    {IN("{\"degree\": 1, \"box\": [[0], [1], [2]]}"),
     "m.json:1:15: the box of a module has two corners"},
    {IN("{\"degree\": 1, \"box\": [[0], [\"inf\"]]}"),
     "m.json:1:15: the corners of a box are finite"},
    {IN("{\"degree\": 1, \"error\": -1, \"box\": [[0], [1]]}"),
     "m.json:1:15: the error of a module is a number from 0 on"},
    {IN("{\"degree\": 1, \"box\": [[0], [1]]}, {\"degree\": 1, \"box\": [[0], [1]]}"),
     "m.json:1:49: this is the second module: name the degree"},
    {OF("\"births\": [[0, 1]]"), "m.json:1:42: a summand needs its births and deaths"},
    {OF(SUMMAND ", \"births\": []"), "m.json:1:83: births stand twice in this summand"},
    {OF(SUMMAND ", \"death_cells\": [[1, 1], [2, 2]]"),
     "m.json:1:42: deaths and death_cells of this summand differ in number"},
    {OF(SUMMAND ", \"death_cells\": [[1, 1.5]]"),
     "m.json:1:15: death_cells of this module are no ids of cells"},
    {OF("\"births\": [[0, \"nan\"]], \"deaths\": [[2, 3]]"),
     "m.json:1:54: nan is no coordinate"},
    {OF("\"births\": [[0, 1]], \"deaths\": [[2]]"),
     "m.json:1:74: 1 coordinates, where others have 2"},
    {OF(SUMMAND) " 1", "m.json:1:86: the file goes on after its object"},
    {"{\"modules\": [", "m.json:1:14: '{' is expected here"},
};

START_TEST(what_is_no_module_is_refused)
{
    tda_ctx *ctx;
    tda_module m = {0};
    const char *text = wrong[_i].text;
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tda_module_parse(ctx, &m, "m.json", text, strlen(text), -1),
                     TDA_EFORMAT);
    ck_assert_str_eq(tda_ctx_message(ctx), wrong[_i].message);
    ck_assert_ptr_null(m.birth);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(failures)
{
    static const char text[] = IN(
        "{\"degree\": 1, \"box\": [[0, 0], [1, 1]], \"more\": [{}, \"x\"], \"summands\": "
        "[{" SUMMAND "}, {" SUMMAND "}]}");
    tda_ctx *ctx;
    tda_module m = {0};
    OK(tda_ctx_new(&ctx));
    EACH_OOM(tda_module_parse(ctx, &m, "m.json", text, sizeof text - 1, -1),
             m.birth == NULL);
    ck_assert(m.size == 2 && m.params == 2 && m.birth_cell[0] == -1);
    tda_module_clear(&m);
    EACH_CANCEL(tda_module_parse(ctx, &m, "m.json", text, sizeof text - 1, -1),
                m.birth == NULL);
    tda_module_clear(&m);
    ck_assert_int_eq(tda_module_read(ctx, &m, "no/such/file.json", -1), TDA_EIO);
    FILE *f = fopen("test_read_module.json", "w");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    fclose(f);
    EACH_OOM(tda_module_read(ctx, &m, "test_read_module.json", 1), m.birth == NULL);
    ck_assert_int_eq(m.size, 2);
    remove("test_read_module.json");
    tda_module_clear(&m);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("read_module", SEEDS(what_was_written_comes_back, 100),
      SEEDS(what_is_no_module_is_refused, sizeof wrong / sizeof *wrong), TEST(failures))
