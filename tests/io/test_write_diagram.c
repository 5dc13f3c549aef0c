/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Diagrams as csv, npy, npz, JSON, GUDHI's text and DIPHA's file. */
#include "data/private.h"
#include "tda_check.h"
#include <math.h>
#include <string.h>
#include <tda.h>

/* Two pieces, one of them for ever, and a loop that the threshold kept alive. */
static tda_diagram sample(void)
{
    tda_diagram d = {0};
    tdai_bar bar[] = {{1, INFINITY, 7, -1, 1, true, -1},
                      {0, INFINITY, 0, -1, 0, false, -1},
                      {0, 0.1, 2, 5, 0, false, -1}};
    OK(tdai_diagram_new(NULL, &d, 2, TDA_CELL_ROW, bar, 3));
    d.record = (tda_record){3, TDA_SCALE_RADIUS, 1.5, 7, "0.1.0", "rips"};
    return d;
}

typedef tda_status writer(tda_ctx *ctx, tda_bytes *out, const tda_diagram *d);
static writer *const writers[] = {tda_diagram_csv, tda_diagram_json, tda_diagram_npy,
                                  tda_diagram_npz, tda_diagram_pers, tda_diagram_dipha};
enum { WRITERS = sizeof writers / sizeof *writers };

START_TEST(csv_has_a_row_for_each_bar)
{
    tda_bytes b = {0};
    tda_diagram d = sample();
    OK(tda_diagram_csv(NULL, &b, &d));
    ck_assert_str_eq(b.at, "degree,birth,death,birth_cell,death_cell,cut\n"
                           "0,0,0.1,2,5,0\n"
                           "0,0,inf,0,-1,0\n"
                           "1,1,inf,7,-1,1\n");
    tda_bytes_clear(&b);
    OK(tda_diagram_csv(NULL, &b, &(tda_diagram){0}));
    ck_assert_str_eq(b.at, "degree,birth,death,birth_cell,death_cell,cut\n");
    tda_bytes_clear(&b);
    tda_diagram_clear(&d);
}
END_TEST

START_TEST(pers_is_as_gudhi_writes_it)
{
    tda_bytes b = {0};
    tda_diagram d = sample();
    OK(tda_diagram_pers(NULL, &b, &d));
    ck_assert_str_eq(b.at, "3  0 0 0.1 \n3  0 0 inf \n3  1 1 inf \n");
    tda_bytes_clear(&b);
    tda_diagram_clear(&d);
}
END_TEST

/* The file that DIPHA itself makes of the image 1 4 6 / 8 20 4 / 7 6 5. */
START_TEST(dipha_is_as_dipha_writes_it)
{
    static const int64_t word[] = {8067171840, 2, 3};
    static const int64_t degree[] = {-1, 0, 1};
    static const double ends[] = {1, 20, 4, 6, 8, 20};
    tdai_bar bar[] = {{1, INFINITY, 0, -1, 0, false, -1},
                      {4, 6, 1, 2, 0, false, -1},
                      {8, 20, 3, 4, 1, false, -1}};
    tda_diagram d = {0};
    tda_bytes b = {0};
    OK(tdai_diagram_new(NULL, &d, 2, TDA_CELL_PIXEL, bar, 3));
    OK(tda_diagram_dipha(NULL, &b, &d));
    ck_assert_int_eq(b.size, 24 * 4);
    ck_assert_mem_eq(b.at, word, sizeof word);
    for (int i = 0; i < 3; i++) {
        ck_assert_mem_eq(b.at + 24 * (i + 1), &degree[i], 8);
        ck_assert_mem_eq(b.at + 24 * (i + 1) + 8, &ends[2 * i], 16);
    }
    tda_bytes_clear(&b);
    tda_diagram_clear(&d);
}
END_TEST

START_TEST(json_tells_how_the_diagram_came_to_be)
{
    tda_bytes b = {0};
    tda_diagram d = sample();
    OK(tda_diagram_json(NULL, &b, &d));
    ck_assert_str_eq(
        b.at, "{\n"
              "  \"record\": {\"field\": 3, \"scale\": \"radius\", \"threshold\": 1.5, "
              "\"seed\": 7, \"version\": \"0.1.0\", \"filtration\": \"rips\"},\n"
              "  \"cells\": \"row\",\n"
              "  \"degrees\": [\n"
              "    {\"degree\": 0,\n"
              "     \"birth\": [0, 0],\n"
              "     \"death\": [0.1, \"inf\"],\n"
              "     \"birth_cell\": [2, 0],\n"
              "     \"death_cell\": [5, -1],\n"
              "     \"cut\": [false, false]},\n"
              "    {\"degree\": 1,\n"
              "     \"birth\": [1],\n"
              "     \"death\": [\"inf\"],\n"
              "     \"birth_cell\": [7],\n"
              "     \"death_cell\": [-1],\n"
              "     \"cut\": [true]}\n"
              "  ]\n"
              "}\n");
    tda_bytes_clear(&b);
    OK(tda_diagram_json(NULL, &b, &(tda_diagram){0}));
    ck_assert_ptr_nonnull(strstr(b.at, "\"degrees\": []\n}\n"));
    tda_bytes_clear(&b);
    tda_diagram_clear(&d);
}
END_TEST

START_TEST(npy_has_the_columns_of_the_csv)
{
    tda_bytes b = {0};
    tda_diagram d = sample();
    const double expected[] = {0, 0,  0.1, 2, 5, 0,        0, 0,  INFINITY,
                               0, -1, 0,   1, 1, INFINITY, 7, -1, 1};
    OK(tda_diagram_npy(NULL, &b, &d));
    ck_assert_int_eq(b.size, 128 + 3 * 6 * 8);
    ck_assert_mem_eq(b.at + 10,
                     "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 6), }", 59);
    ck_assert_mem_eq(b.at + 128, expected, sizeof expected);
    tda_bytes_clear(&b);
    tda_diagram_clear(&d);
}
END_TEST

START_TEST(an_archive_is_found_from_its_end)
{
    static const char *const names[] = {"dgm.npy",        "dim.npy",  "birth_cell.npy",
                                        "death_cell.npy", "cut.npy",  "H0.npy",
                                        "H1.npy",         "meta.json"};
    tda_bytes b = {0};
    tda_diagram d = sample();
    OK(tdai_bytes_text(NULL, &b, "before"));
    OK(tda_diagram_npz(NULL, &b, &d));
    const unsigned char *zip = (const unsigned char *)b.at + 6;
    const unsigned char *end = (const unsigned char *)b.at + b.size - 22;
    ck_assert_mem_eq(end, "PK\5\6", 4);
    ck_assert_int_eq(end[10], 8);
    const unsigned char *at = zip + end[16] + 256 * end[17];
    for (int i = 0; i < 8; i++) {
        ck_assert_mem_eq(at, "PK\1\2", 4);
        ck_assert_uint_eq(at[28], strlen(names[i]));
        ck_assert_mem_eq(at + 46, names[i], strlen(names[i]));
        const unsigned char *local = zip + at[42] + 256 * at[43];
        ck_assert_mem_eq(local, "PK\3\4", 4);
        ck_assert_mem_eq(local + 30 + at[28], i < 7 ? "\x93NUMPY" : "{\"reco", 6);
        at += 46 + at[28];
    }
    ck_assert_ptr_eq(at, end);
    tda_bytes_clear(&b);
    tda_diagram_clear(&d);
}
END_TEST

START_TEST(what_cannot_be_written_is_named)
{
    tda_ctx *ctx;
    tda_bytes b = {0};
    tda_diagram d = sample();
    OK(tda_ctx_new(&ctx));
    d.birth_cell[1] = ((tda_index)1 << 53) + 1;
    ck_assert_int_eq(tda_diagram_npy(ctx, &b, &d), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "the cells of bar 1 in degree 0 are not exact "
                                           "as doubles: write csv or npz");
    d.death[2] = NAN;
    for (int i = 0; i < WRITERS; i++) {
        ck_assert_int_eq(writers[i](ctx, &b, &d), TDA_EINVAL);
        ck_assert_str_eq(tda_ctx_message(ctx),
                         "diagram: bar 0 of degree 1 has the death nan");
    }
    ck_assert_int_eq(b.size, 0);
    tda_bytes_clear(&b);
    tda_diagram_clear(&d);
    tda_ctx_free(ctx);
}
END_TEST

static tda_status all(tda_ctx *ctx, tda_bytes *out, const tda_diagram *d)
{
    tda_status st = TDA_OK;
    tda_index before = out->size;
    TRY(tda_diagram_csv(ctx, out, d));
    TRY(tda_diagram_json(ctx, out, d));
    TRY(tda_diagram_npy(ctx, out, d));
    TRY(tda_diagram_npz(ctx, out, d));
    TRY(tda_diagram_pers(ctx, out, d));
    TRY(tda_diagram_dipha(ctx, out, d));
done:
    if (st)
        out->size = before;
    return st;
}

START_TEST(failures_leave_the_output_as_it_was)
{
    tda_ctx *ctx;
    tda_diagram d = sample();
    OK(tda_ctx_new(&ctx));
    for (int i = 0; i < WRITERS; i++) {
        tda_bytes b = {0};
        OK(tdai_bytes_text(NULL, &b, "before"));
        b.at = tdai_realloc(b.at, 7, 1); /* growing it is a chance to fail */
        b.capacity = 7;
        EACH_OOM(writers[i](NULL, &b, &d), b.size == 6 && strcmp(b.at, "before") == 0);
        b.size = 6;
        b.at[6] = '\0';
        EACH_CANCEL(writers[i](ctx, &b, &d), b.size == 6 && b.at[6] == '\0');
        tda_bytes_clear(&b);
    }
    tda_bytes b = {0};
    EACH_OOM(all(NULL, &b, &d), b.size == 0);
    tda_bytes_clear(&b);
    tda_diagram_clear(&d);
    tda_ctx_free(ctx);
}
END_TEST

/* ---- several in one file ---- */

static const char *const kinds[] = {"up", "down"};

static tda_status each(int which, tda_ctx *ctx, tda_bytes *out, const tda_diagram *d)
{
    switch (which) {
    case 0: return tda_diagrams_csv(ctx, out, d, kinds, 2);
    case 1: return tda_diagrams_npy(ctx, out, d, 2);
    case 2: return tda_diagrams_npz(ctx, out, d, kinds, 2);
    default: return tda_diagrams_json(ctx, out, d, kinds, 2);
    }
}

START_TEST(several_diagrams_have_their_kinds)
{
    tda_bytes b = {0}, one = {0};
    tda_diagram d[2] = {sample(), sample()};
    const double row[] = {0, 0, 0, .1, 2, 5, 0}, last[] = {1, 1, 1, INFINITY, 7, -1, 1};
    OK(tda_diagrams_npy(NULL, &b, d, 2));
    ck_assert_int_eq(b.size, 128 + 6 * 7 * 8);
    ck_assert_mem_eq(b.at + 10,
                     "{'descr': '<f8', 'fortran_order': False, 'shape': (6, 7), }", 59);
    ck_assert_mem_eq(b.at + 128, row, sizeof row);
    ck_assert_mem_eq(b.at + 128 + 5 * 56, last, sizeof last);
    b.size = 0;
    OK(tda_diagram_json(NULL, &one, &d[0]));
    OK(tda_diagrams_json(NULL, &b, d, kinds, 2));
    ck_assert_int_eq(b.size,
                     2 * one.size + (tda_index)strlen("{\"up\":\n,\"down\":\n}\n"));
    ck_assert_mem_eq(b.at, "{\"up\":\n", 7);
    ck_assert_mem_eq(b.at + 7, one.at, (size_t)one.size);
    ck_assert_mem_eq(b.at + 7 + one.size, ",\"down\":\n", 9);
    b.size = 0;
    OK(tda_diagrams_npz(NULL, &b, d, kinds, 2));
    static const int64_t kind[] = {0, 0, 0, 1, 1, 1};
    /* the first member: 30 bytes and its name before the array, whose head is 128 long */
    ck_assert_mem_eq(b.at + 30, "kind.npy", 8);
    ck_assert_mem_eq(b.at + 30 + 8 + 128, kind, sizeof kind);
    const char *meta = "{\"kinds\": [\"up\", \"down\"], \"record\": {\"field\": 3, ";
    tda_index at = 0;
    while (at < b.size && strncmp(b.at + at, meta, strlen(meta)) != 0)
        at++;
    ck_assert_int_lt(at, b.size);
    tda_bytes_clear(&one);
    tda_bytes_clear(&b);
    for (int i = 0; i < 2; i++)
        tda_diagram_clear(&d[i]);
}
END_TEST

START_TEST(several_survive_failures)
{
    tda_ctx *ctx;
    tda_bytes b = {0};
    tda_diagram d[2] = {sample(), sample()};
    OK(tda_ctx_new(&ctx));
    for (int w = 0; w < 4; w++) {
        EACH_OOM(each(w, NULL, &b, d), b.size == 0);
        tda_bytes_clear(&b);
        EACH_CANCEL(each(w, ctx, &b, d), b.size == 0);
        tda_bytes_clear(&b);
    }
    d[1].birth_cell[1] = ((tda_index)1 << 53) + 1;
    ck_assert_int_eq(each(1, ctx, &b, d), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "the cells of bar 1 in degree 0 are not exact "
                                           "as doubles: write csv or npz");
    d[1].death[2] = NAN;
    for (int w = 0; w < 4; w++) {
        ck_assert_int_eq(each(w, ctx, &b, d), TDA_EINVAL);
        ck_assert_str_eq(tda_ctx_message(ctx),
                         "diagram: bar 0 of degree 1 has the death nan");
    }
    ck_assert_int_eq(b.size, 0);
    tda_bytes_clear(&b);
    for (int i = 0; i < 2; i++)
        tda_diagram_clear(&d[i]);
    tda_ctx_free(ctx);
}
END_TEST

/* A triangle with its inside, and a loop that is its boundary. */
START_TEST(chains_are_spelt_by_their_points)
{
    const int dim[] = {0, 0, 0, 1, 1, 1, 2};
    const tda_index start[] = {0, 0, 0, 0, 2, 4, 6, 9};
    const tda_index face[] = {0, 1, 2, 0, 1, 2, 3, 4, 5};
    const double grade[] = {0, 0, 0, 0, 0, 0, 1};
    tda_index chain_start[] = {0, 0, 3, 4}, place[] = {0, 0, 3, 4}, at[] = {3, 4, 5, 6};
    int coefficient[] = {1, 2, 1, 1};
    tda_chains chains = {3, chain_start, place, at, coefficient};
    tda_complex *x = NULL;
    tda_ctx *ctx;
    tda_bytes b = {0};
    OK(tda_ctx_new(&ctx));
    OK(tda_complex_new(NULL, &x, &(tda_cells){1, 7, dim, start, face, NULL, grade}));
    OK(tda_chains_csv(NULL, &b, &chains, x));
    ck_assert_str_eq(b.at, "bar,coefficient,cell,points\n"
                           "1,1,3,0 1\n"
                           "1,2,4,0 2\n"
                           "1,1,5,1 2\n"
                           "2,1,6,0 1 2\n");
    b.size = 0;
    tda_index edges[] = {0, 1, 2, 0, 1, 2, 7}, wide[] = {0, 0, 6, 7};
    tda_chains spelt = {3, chain_start, wide, edges, coefficient};
    OK(tda_chains_csv(NULL, &b, &spelt, NULL));
    ck_assert_str_eq(b.at, "bar,coefficient,points\n"
                           "1,1,0 1\n"
                           "1,2,2 0\n"
                           "1,1,1 2\n"
                           "2,1,7\n");
    b.size = 0;
    ck_assert_int_eq(tda_chains_csv(ctx, &b, &spelt, x), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "representative 1 is not made of cells of this complex");
    tda_bytes_clear(&b);
    EACH_OOM(tda_chains_csv(NULL, &b, &chains, x), b.size == 0);
    tda_bytes_clear(&b);
    EACH_CANCEL(tda_chains_csv(ctx, &b, &chains, x), b.size == 0);
    tda_bytes_clear(&b);
    tda_complex_free(x);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("write_diagram", TEST(several_diagrams_have_their_kinds),
      TEST(several_survive_failures), TEST(chains_are_spelt_by_their_points),
      TEST(csv_has_a_row_for_each_bar), TEST(pers_is_as_gudhi_writes_it),
      TEST(dipha_is_as_dipha_writes_it), TEST(json_tells_how_the_diagram_came_to_be),
      TEST(npy_has_the_columns_of_the_csv), TEST(an_archive_is_found_from_its_end),
      TEST(what_cannot_be_written_is_named), TEST(failures_leave_the_output_as_it_was))
