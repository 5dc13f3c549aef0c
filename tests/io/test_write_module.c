/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Modules as csv, JSON and npz. */
#include "tda_check.h"
#include <math.h>
#include <string.h>
#include <tda.h>

static tda_index births[] = {0, 1, 3}, deaths[] = {0, 1, 2};
static double birth[] = {0, 0, -INFINITY, 3, 2.5, 1}, death[] = {4, 4, INFINITY, 5};

static void sample(tda_module *m)
{
    tda_module view = {.params = 2,
                       .degree = 1,
                       .size = 2,
                       .birth_start = births,
                       .birth = birth,
                       .death_start = deaths,
                       .death = death};
    OK(tda_module_new(NULL, m, &view));
    m->record =
        (tda_record){2, TDA_SCALE_DIAMETER, INFINITY, 7, "0.1.0", "function-rips"};
    m->error = 0.25;
    m->birth_cell[0] = 12;
}

START_TEST(csv_has_a_row_for_each_corner)
{
    tda_bytes out = {0};
    tda_module m = {0};
    sample(&m);
    OK(tda_module_csv(NULL, &out, &m, 1));
    OK(tda_module_csv(NULL, &out, NULL, 0));
    ck_assert_str_eq(out.at, "degree,summand,corner,x1,x2\n"
                             "1,0,birth,-inf,3\n"
                             "1,0,birth,2.5,1\n"
                             "1,0,death,inf,5\n"
                             "1,1,birth,0,0\n"
                             "1,1,death,4,4\n"
                             "degree,summand,corner\n");
    tda_bytes_clear(&out);
    tda_module_clear(&m);
}
END_TEST

static bool holds(const tda_bytes *b, const void *what, size_t size)
{
    for (tda_index i = 0; i + (tda_index)size <= b->size; i++)
        if (memcmp(b->at + i, what, size) == 0)
            return true;
    return false;
}

/* Two modules, one after the other. */
START_TEST(npz_has_all_corners)
{
    static const int64_t degree[] = {1, 1, 2, 2}, birth_start[] = {0, 2, 3, 5, 6},
                         death_start[] = {0, 1, 2, 3, 4},
                         cell[] = {12, -1, -1, -1, -1, -1, 12, -1, -1, -1, -1, -1};
    tda_ctx *ctx = NULL;
    tda_bytes out = {0};
    tda_module m[2] = {{0}};
    OK(tda_ctx_new(&ctx));
    sample(&m[0]);
    sample(&m[1]);
    m[1].degree = 2;
    OK(tda_module_npz(NULL, &out, m, 2));
    static const char *const members[] = {
        "degree.npy", "birth.npy",       "birth_start.npy", "birth_cell.npy",
        "death.npy",  "death_start.npy", "death_cell.npy",  "meta.json"};
    for (int i = 0; i < 8; i++)
        ck_assert(holds(&out, members[i], strlen(members[i])));
    double both[12];
    memcpy(both, m[0].birth, 6 * sizeof *both);
    memcpy(both + 6, m[0].birth, 6 * sizeof *both);
    ck_assert(holds(&out, both, sizeof both));
    memcpy(both, m[0].death, 4 * sizeof *both);
    memcpy(both + 4, m[0].death, 4 * sizeof *both);
    ck_assert(holds(&out, both, 8 * sizeof *both));
    ck_assert(holds(&out, degree, sizeof degree));
    ck_assert(holds(&out, birth_start, sizeof birth_start));
    ck_assert(holds(&out, death_start, sizeof death_start));
    ck_assert(holds(&out, cell, sizeof cell));
    static const char meta[] =
        "\"modules\": [{\"degree\": 1, \"error\": 0.25, \"box\": [0, 0, 4, 5]}, "
        "{\"degree\": 2, \"error\": 0.25, \"box\": [0, 0, 4, 5]}]}\n";
    ck_assert(holds(&out, meta, sizeof meta - 1));
    tda_bytes_clear(&out);
    EACH_OOM(tda_module_npz(NULL, &out, m, 2), out.size == 0);
    tda_bytes_clear(&out);
    EACH_CANCEL(tda_module_npz(ctx, &out, m, 2), out.size == 0);
    tda_bytes_clear(&out);
    OK(tda_module_npz(NULL, &out, NULL, 0));
    ck_assert(holds(&out, "\"modules\": []}", 14));
    tda_bytes_clear(&out);
    m[1].params = 3;
    ck_assert_int_eq(tda_module_npz(ctx, &out, m, 2), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "module 1 has 3 parameters, module 0 has 2: write them apart");
    ck_assert(out.size == 0);
    m[1].params = 2;
    tda_module_clear(&m[0]);
    tda_module_clear(&m[1]);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(json_has_the_summands)
{
    tda_bytes out = {0};
    tda_module m = {0};
    sample(&m);
    OK(tda_module_json(NULL, &out, &m, 1, NULL));
    ck_assert_str_eq(
        out.at,
        "{\n"
        "  \"record\": {\"field\": 2, \"scale\": \"diameter\", \"threshold\": \"inf\", "
        "\"seed\": 7, \"version\": \"0.1.0\", \"filtration\": \"function-rips\"},\n"
        "  \"axes\": [{\"name\": \"parameter 1\", \"unit\": \"\"}, "
        "{\"name\": \"parameter 2\", \"unit\": \"\"}],\n"
        "  \"modules\": [\n"
        "    {\"degree\": 1, \"error\": 0.25, \"box\": [[0, 0], [4, 5]],\n"
        "     \"summands\": [\n"
        "       {\"births\": [[\"-inf\", 3], [2.5, 1]],\n"
        "        \"deaths\": [[\"inf\", 5]],\n"
        "        \"birth_cells\": [[12, -1], [-1, -1]],\n"
        "        \"death_cells\": [[-1, -1]]},\n"
        "       {\"births\": [[0, 0]],\n"
        "        \"deaths\": [[4, 4]],\n"
        "        \"birth_cells\": [[-1, -1]],\n"
        "        \"death_cells\": [[-1, -1]]}]}\n"
        "  ]\n"
        "}\n");
    tda_bytes_clear(&out);
    OK(tda_module_json(NULL, &out, NULL, 0, NULL));
    ck_assert_ptr_nonnull(strstr(out.at, "\"modules\": []"));
    tda_bytes_clear(&out);
    tda_module_clear(&m);
}
END_TEST

/* One interval, the square between (0, 0) and (1, 2). */
static void decomposed(tda_decomposition *d)
{
    static const double row[] = {0, 0}, column[] = {1, 0, 0, 2};
    static const tda_index start[] = {0, 1, 2}, entry[] = {0, 0};
    tda_matrix m = {2, 1, 2, row, column, start, entry, NULL, NULL};
    tda_module view = {.params = 2,
                       .size = 1,
                       .birth_start = (tda_index[]){0, 1},
                       .birth = (double[]){0, 0},
                       .death_start = (tda_index[]){0, 1},
                       .death = (double[]){1, 2}};
    *d = (tda_decomposition){.size = 1, .summand = tdai_calloc(1, sizeof *d->summand)};
    OK(tda_presentation_new(NULL, &d->summand[0], &m, 0));
    OK(tda_module_new(NULL, &d->intervals, &view));
}

START_TEST(decompositions_as_json)
{
    tda_ctx *ctx = NULL;
    tda_bytes out = {0};
    tda_decomposition d[2] = {{0}};
    tda_complex *k = NULL;
    OK(tda_ctx_new(&ctx));
    decomposed(&d[0]);
    EACH_OOM(tda_decomposition_json(ctx, &out, d, 1, NULL), out.size == 0);
    tda_bytes_clear(&out);
    EACH_CANCEL(tda_decomposition_json(ctx, &out, d, 1, NULL), out.size == 0);
    ck_assert_ptr_nonnull(strstr(out.at,
                                 "  \"decompositions\": [\n"
                                 "  {\"degree\": 0, \"intervals\": 1, \"others\": 0,\n"
                                 "   \"summands\": [\n"
                                 "    {\"degree\": 0,\n"
                                 "     \"generators\": [[0, 0]],\n"
                                 "     \"generator_cells\": [[-1, -1]],\n"
                                 "     \"relations\": [[1, 0], [0, 2]],\n"
                                 "     \"relation_cells\": [[-1, -1], [-1, -1]],\n"
                                 "     \"matrix\": [[0], [0]],\n"
                                 "     \"births\": [[0, 0]],\n"
                                 "        \"deaths\": [[1, 2]],\n"));
    tda_bytes_clear(&out);
    OK(tda_decomposition_json(ctx, &out, NULL, 0, NULL));
    ck_assert_ptr_nonnull(strstr(out.at, "\"decompositions\": []"));
    tda_bytes_clear(&out);
    decomposed(&d[1]);
    d[1].intervals.params = 1;
    ck_assert_int_eq(tda_decomposition_json(ctx, &out, d, 2, NULL), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "decomposition 1 has 1 parameters, decomposition "
                     "0 has 2: write them apart");
    OK(tda_complex_new(ctx, &k, &(tda_cells){.params = 3, .start = (tda_index[]){0}}));
    ck_assert_int_eq(tda_decomposition_json(ctx, &out, d, 1, k), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "the decompositions have 2 parameters, the complex has 3");
    ck_assert(out.size == 0);
    tda_complex_free(k);
    for (int i = 0; i < 2; i++)
        tda_decomposition_clear(&d[i]);
    tda_bytes_clear(&out);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(bad_inputs)
{
    tda_ctx *ctx = NULL;
    tda_bytes out = {0};
    tda_module m[2] = {{0}};
    OK(tda_ctx_new(&ctx));
    sample(&m[0]);
    sample(&m[1]);
    m[1].params = 1;
    ck_assert_int_eq(tda_module_csv(ctx, &out, m, 2), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "module 1 has 1 parameters, module 0 has 2: write them apart");
    tda_complex *k = NULL;
    OK(tda_complex_new(ctx, &k, &(tda_cells){.params = 3, .start = (tda_index[]){0}}));
    ck_assert_int_eq(tda_module_json(ctx, &out, m, 1, k), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "the modules have 2 parameters, the complex has 3");
    ck_assert(out.size == 0);
    tda_complex_free(k);
    tda_module_clear(&m[0]);
    tda_module_clear(&m[1]);
    tda_bytes_clear(&out);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(memory_and_cancel)
{
    tda_ctx *ctx = NULL;
    tda_bytes out = {0};
    tda_module m = {0};
    OK(tda_ctx_new(&ctx));
    sample(&m);
    EACH_OOM(tda_module_csv(ctx, &out, &m, 1), out.size == 0);
    tda_bytes_clear(&out);
    EACH_CANCEL(tda_module_csv(ctx, &out, &m, 1), out.size == 0);
    tda_bytes_clear(&out);
    EACH_OOM(tda_module_json(ctx, &out, &m, 1, NULL), out.size == 0);
    tda_bytes_clear(&out);
    EACH_CANCEL(tda_module_json(ctx, &out, &m, 1, NULL), out.size == 0);
    tda_bytes_clear(&out);
    tda_module_clear(&m);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("modules written", TEST(npz_has_all_corners), TEST(csv_has_a_row_for_each_corner),
      TEST(json_has_the_summands), TEST(decompositions_as_json), TEST(bad_inputs),
      TEST(memory_and_cancel))
