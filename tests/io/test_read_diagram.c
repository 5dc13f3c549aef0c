/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Diagrams as other programs and this one write them. */
#include "brute.h"
#include "data/private.h"
#include "tda_check.h"
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <tda.h>

static void must_read(tda_diagram *d, const char *text, tda_index bars)
{
    OK(tda_diagram_parse(NULL, d, "f", text, strlen(text)));
    ck_assert_int_eq(d->degrees ? d->start[d->degrees] : 0, bars);
}

static bool has(const tda_diagram *d, tda_index i, double birth, double death)
{
    return d->birth[i] == birth && d->death[i] == death;
}

START_TEST(tables_of_every_width)
{
    static const char *const texts[] = {
        "2  0 0 inf \n2  0 0 1 \n2  1 1 1.5 \n",
        "# GUDHI\n0 0 inf\n0 0 1\n\n1 1 1.5\n",
        ("degree,birth,death,birth_cell,death_cell,cut\n0,0,1,2,5,0\n0,0,inf,0,-1,1\n"
         "1,1,1.5,7,9,0\n"),
        "dim;death;weight;birth\r\n1;1.5;9;1\r\n0;inf;9;0\r\n0;1;9;0\r\n",
    };
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        tda_diagram d = {0};
        must_read(&d, texts[k], 3);
        ck_assert_int_eq(d.degrees, 2);
        ck_assert(has(&d, 0, 0, 1) && has(&d, 1, 0, INFINITY) && has(&d, 2, 1, 1.5));
        ck_assert_int_eq(d.birth_cell[0], k == 2 ? 2 : -1);
        ck_assert_int_eq(d.cut[1], k == 2);
        tda_diagram_clear(&d);
    }
    tda_diagram d = {0};
    must_read(&d, "1 2\n0.5 3\n", 2);
    tda_diagram_clear(&d);
    must_read(&d, "", 0);
    tda_diagram_clear(&d);
    must_read(&d, "birth,death\n", 0);
    tda_diagram_clear(&d);
}
END_TEST

START_TEST(what_ripser_prints)
{
    tda_diagram d = {0};
    must_read(
        &d,
        "value range: [1,1.41421]\n"
        "distance matrix with 4 points, using threshold at enclosing radius 1.41421\n"
        "persistence intervals in dim 0:\n [0,1)\n [0, )\n"
        "persistence intervals in dim 1:\n [1,1.41421)\n",
        3);
    ck_assert(has(&d, 0, 0, 1) && has(&d, 1, 0, INFINITY) && has(&d, 2, 1, 1.41421));
    tda_diagram_clear(&d);
}
END_TEST

static tda_diagram random_diagram(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    tdai_bar bar[30];
    int n = brute_below(&rng, 31);
    for (int i = 0; i < n; i++) {
        double birth = brute_below(&rng, 100) / 7.0 - 3;
        double death = brute_below(&rng, 4) ? birth + brute_below(&rng, 9) : INFINITY;
        bar[i] = (tdai_bar){birth,
                            death,
                            brute_below(&rng, 50),
                            death < INFINITY ? brute_below(&rng, 50) : -1,
                            brute_below(&rng, 3),
                            death == INFINITY && brute_below(&rng, 2),
                            -1};
    }
    tda_diagram d = {0};
    OK(tdai_diagram_new(NULL, &d, 3, TDA_CELL_ROW, bar, n));
    return d;
}

/* What is written is read back, as far as the format holds it. */
static void round_trip_seed(unsigned seed)
{
    static tda_status (*const writers[])(tda_ctx *, tda_bytes *, const tda_diagram *) = {
        tda_diagram_csv,  tda_diagram_npy,  tda_diagram_npz,
        tda_diagram_json, tda_diagram_pers, tda_diagram_dipha};
    tda_diagram d = random_diagram(seed);
    for (int w = 0; w < 6; w++) {
        tda_bytes b = {0};
        tda_diagram back = {0};
        double apart;
        OK(writers[w](NULL, &b, &d));
        OK(tda_diagram_parse(NULL, &back, "f", b.at, (size_t)b.size));
        tda_index bars = d.start[3], got = back.degrees ? back.start[back.degrees] : 0;
        MUST(got == bars);
        OK(tda_diagram_bottleneck(NULL, &apart, NULL, &d, &back, NULL));
        MUST(apart == 0);
        for (tda_index i = 0; w < 4 && i < bars; i++)
            MUST(back.birth[i] == d.birth[i] && back.death[i] == d.death[i] &&
                 back.birth_cell[i] == d.birth_cell[i] &&
                 back.death_cell[i] == d.death_cell[i] && back.cut[i] == d.cut[i]);
        tda_diagram_clear(&back);
        tda_bytes_clear(&b);
    }
    tda_diagram_clear(&d);
}
TEN_SEEDS(round_trip)

START_TEST(two_columns_of_npy)
{
    const double at[] = {0, 1, 2, INFINITY};
    const tda_index shape[] = {2, 2}, wide[] = {1, 4};
    tda_bytes b = {0};
    tda_diagram d = {0};
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    OK(tda_npy_f8(NULL, &b, 2, shape, at));
    OK(tda_diagram_parse(NULL, &d, "f.npy", b.at, (size_t)b.size));
    ck_assert(d.start[1] == 2 && has(&d, 0, 0, 1) && has(&d, 1, 2, INFINITY));
    tda_diagram_clear(&d);
    b.size = 0;
    OK(tda_npy_f8(NULL, &b, 2, wide, at));
    ck_assert_int_eq(tda_diagram_parse(ctx, &d, "f.npy", b.at, (size_t)b.size),
                     TDA_EFORMAT);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "f.npy: an array of diagrams has 2 columns (birth death), or the 6 "
                     "of tda_diagram_npy()");
    tda_bytes_clear(&b);
    tda_ctx_free(ctx);
}
END_TEST

/* CubicalRipser writes DIPHA's file with infinite bars as they are, and the greatest double. */
START_TEST(dipha_by_another_program)
{
    const int64_t head[] = {8067171840, 2, 1, 0};
    const double ends[] = {1, 1.7976931348623157e308};
    char bytes[48];
    tda_diagram d = {0};
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    memcpy(bytes, head, 32);
    memcpy(bytes + 32, ends, 16);
    OK(tda_diagram_parse(NULL, &d, "f", bytes, 48));
    ck_assert(has(&d, 0, 1, INFINITY));
    tda_diagram_clear(&d);
    ck_assert_int_eq(tda_diagram_parse(ctx, &d, "f", bytes, 40), TDA_EFORMAT);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "f: 1 bars of 24 bytes are announced, but 16 bytes follow");
    bytes[8] = 1;
    ck_assert_int_eq(tda_diagram_parse(ctx, &d, "f", bytes, 48), TDA_EFORMAT);
    ck_assert_str_eq(tda_ctx_message(ctx), "f: DIPHA type 1 is no diagram; 2 is");
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(what_is_wrong_is_named)
{
    static const struct {
        const char *text, *said;
    } bad[] = {
        {"0 1\n1 nan\n", "f:2:3: 'nan' is not a value"},
        {"0 1\n3 2\n", "f:2:1: a bar dies before it is born; negate both columns where "
                       "large values come first"},
        {"0 1\n0 1 2\n", "f:2:1: 3 numbers in this row, but 2 are expected"},
        {"1\n",
         "f:1:1: 1 numbers in this row; a bar has 2 (birth death), 3 (degree birth "
         "death), 4 (field degree birth death), or a header that names them"},
        {"degree,birth\n", "f:1:1: no columns named birth and death"},
        {"birth,death,birth\n", "f:1:13: a column too many, or the same one twice"},
        {"0.5 0 1\n", "f:1:1: a degree is a whole number from 0 to 63"},
        {"-1 0 1\n", "f:1:1: a degree is a whole number from 0 to 63"},
        {"inf inf\n", "f:1:1: a bar begins before infinity and ends after -infinity"},
        {"persistence intervals in dim 0:\n [0;1)\n",
         "f:2:2: an interval is written [birth,death)"},
        {"persistence intervals in dim 0:\n [0,x)\n",
         "f:2:5: a death is a number, or nothing"},
        {"PK\3\4", "f: the archive ends before its list of members"},
        {"{\"degrees\": [", "f:1:14: '{' is expected here"},
        {"{\"degrees\": 3}", "f:1:13: '[' is expected here"},
        {"{\"degrees\": [{\"degree\": 0, \"birth\": [1]}]}",
         "f:1:15: a degree needs its degree, birth and death"},
        {"{\"degrees\": [{\"degree\": 0, \"birth\": [1], \"death\": []}]}",
         "f:1:15: the columns of this degree differ in length"},
        {"{\"degrees\": [{\"degree\": 0, \"birth\": [2], \"death\": [1]}]}",
         "f:1:15: bar 0 of this degree (from 0): a bar dies before it is born; negate"},
        {"{\"degrees\": [{\"degree\": 0, \"birth\": [x], \"death\": [1]}]}",
         "f:1:38: 'x' is no number"},
        {"{\"record\": {}}", "f:1:1: this object has no degrees; a diagram has"},
        {"{\"degrees\": [], \"degrees\": []}",
         "f:1:18: degrees stand twice in this object"},
        {"{\"degrees\": []} 1", "f:1:17: the file goes on after its object"},
        {"{\"a\": ,}", "f:1:7: a value is expected here"},
        {"{\"a", "f:1:3: the file ends inside a string"},
    };
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        tda_diagram d = {0};
        ck_assert_int_eq(
            tda_diagram_parse(ctx, &d, "f", bad[i].text, strlen(bad[i].text)),
            TDA_EFORMAT);
        ck_assert_msg(strncmp(tda_ctx_message(ctx), bad[i].said, strlen(bad[i].said)) ==
                          0,
                      "%s", tda_ctx_message(ctx));
        ck_assert_ptr_null(d.start);
    }
    tda_diagram d = {0};
    ck_assert_int_eq(tda_diagram_read(ctx, &d, "no/such/file"), TDA_EIO);
    tda_ctx_free(ctx);
}
END_TEST

/* Every bit of an archive that is changed is noticed, or changes what is read to no diagram that
 * breaks the rules; an archive that ends early never passes. */
START_TEST(damaged_archives)
{
    tda_diagram d = random_diagram(3);
    tda_bytes b = {0};
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    OK(tda_diagram_npz(NULL, &b, &d));
    for (tda_index i = 0; i < b.size; i += 7)
        for (int bit = 0; bit < 8; bit += 3) {
            tda_diagram back = {0};
            b.at[i] = (char)(b.at[i] ^ 1 << bit);
            tda_status st = tda_diagram_parse(ctx, &back, "f", b.at, (size_t)b.size);
            ck_assert(st == TDA_OK || st == TDA_EFORMAT);
            tda_diagram_clear(&back);
            b.at[i] = (char)(b.at[i] ^ 1 << bit);
        }
    for (tda_index size = 4; size < b.size; size += 11) {
        tda_diagram back = {0};
        ck_assert_int_eq(tda_diagram_parse(ctx, &back, "f", b.at, (size_t)size),
                         TDA_EFORMAT);
    }
    /* the first byte of the first array's values: after two heads and the name */
    b.at[30 + 7 + 128] ^= 1;
    ck_assert_int_eq(tda_diagram_parse(ctx, &d, "f", b.at, (size_t)b.size), TDA_EFORMAT);
    ck_assert_str_eq(tda_ctx_message(ctx), "f: dgm.npy is damaged: its checksum differs");
    b.at[30 + 7 + 128] ^= 1;
    tda_diagram_clear(&d);
    EACH_OOM(tda_diagram_parse(NULL, &d, "f", b.at, (size_t)b.size), d.start == NULL);
    tda_diagram_clear(&d);
    EACH_CANCEL(tda_diagram_parse(ctx, &d, "f", b.at, (size_t)b.size), d.start == NULL);
    tda_diagram_clear(&d);
    tda_bytes_clear(&b);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(several_in_one_table)
{
    tda_diagram d[2] = {{0}, {0}};
    static const char *const kind[] = {"here", "there"};
    tda_bytes b = {0};
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    must_read(&d[0], "0 1\n", 1);
    must_read(&d[1], "1 2 inf\n", 1);
    OK(tda_diagrams_csv(NULL, &b, d, kind, 2));
    ck_assert_str_eq(b.at, "kind,degree,birth,death,birth_cell,death_cell,cut\n"
                           "here,0,0,1,-1,-1,0\nthere,1,2,inf,-1,-1,0\n");
    tda_bytes_clear(&b);
    EACH_OOM(tda_diagrams_csv(NULL, &b, d, kind, 2), b.size == 0);
    tda_bytes_clear(&b);
    EACH_CANCEL(tda_diagrams_csv(ctx, &b, d, kind, 2), b.size == 0);
    d[1].birth[0] = NAN;
    b.size = 0;
    ck_assert_int_eq(tda_diagrams_csv(ctx, &b, d, kind, 2), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "diagram: bar 0 of degree 1 has the birth nan");
    ck_assert_int_eq(b.size, 0);
    tda_bytes_clear(&b);
    tda_diagram_clear(&d[0]);
    tda_diagram_clear(&d[1]);
    tda_ctx_free(ctx);
}
END_TEST

START_TEST(failures_leave_nothing)
{
    tda_ctx *ctx;
    tda_diagram d = {0};
    const char *text = "birth,death\n0,1\n2,3\n";
    char path[] = "/tmp/tda-read-diagram-XXXXXX";
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    FILE *f = fdopen(fd, "w");
    fputs(text, f);
    fclose(f);
    OK(tda_ctx_new(&ctx));
    EACH_OOM(tda_diagram_parse(NULL, &d, "f", text, strlen(text)), d.start == NULL);
    tda_diagram_clear(&d);
    EACH_OOM(tda_diagram_read(NULL, &d, path), d.start == NULL);
    tda_diagram_clear(&d);
    EACH_CANCEL(tda_diagram_read(ctx, &d, path), d.start == NULL);
    tda_diagram_clear(&d);
    remove(path);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("read_diagram", TEST(tables_of_every_width), TEST(what_ripser_prints),
      SEEDS(round_trip, 30), TEST(two_columns_of_npy), TEST(dipha_by_another_program),
      TEST(what_is_wrong_is_named), TEST(damaged_archives), TEST(several_in_one_table),
      TEST(failures_leave_nothing))
