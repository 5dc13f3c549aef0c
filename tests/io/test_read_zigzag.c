/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sequences of simplices that come and go. */
#include "brute.h"
#include "tda_check.h"
#include <stdio.h>
#include <string.h>
#include <tda.h>

/* A circle of three points opens again: worked out by hand. */
START_TEST(a_circle_that_opens)
{
    static const char text[] =
        "# a triangle\ni 0\ni 1\n+ 2\ni 0 1\ni 2 1\n\ni 0 2 # closed\n"
        "d 1 0\n- 0 2\n";
    tda_zigzag z = {0};
    tda_diagram d = {0};
    OK(tda_zigzag_parse(NULL, &z, "f", text, strlen(text)));
    ck_assert_int_eq(z.steps, 8);
    ck_assert_int_eq(tda_complex_cells(z.complex)->size, 6);
    ck_assert(!z.removal[5] && z.removal[6] && z.removal[7]);
    ck_assert(z.cell[3] == z.cell[6] && z.cell[5] == z.cell[7]);
    OK(tda_complex_zigzag_diagram(NULL, &d, z.complex, z.steps, z.cell, z.removal));
    ck_assert_int_eq(d.start[1], 4);
    ck_assert_int_eq(d.start[2], 5);
    ck_assert(d.birth[4] == 6 && d.death[4] == 7); /* the loop, from step 6 to 7 */
    tda_diagram_clear(&d);
    tda_zigzag_clear(&z);
}
END_TEST

START_TEST(what_is_wrong_is_named)
{
    static const struct {
        const char *text, *said;
    } bad[] = {
        {"", "f: no step in this file"},
        {"# nothing\n", "f: no step in this file"},
        {"i 0\n0 1\n",
         "f:2:1: '0' is no step: a line is `i 0 1`, which inserts a simplex "
         "by its points, or `d 0 1`, which removes it"},
        {"i\n", "f:1:2: a simplex has at least one point"},
        {"i 0 x\n",
         "f:1:5: 'x' is not a whole number from 0 on; expected the id of a point"},
        {"i 0\ni 3 0 3\n", "f:2:7: point 3 stands twice in this simplex"},
        {"i 0\ni 0\n", "f:2:1: this simplex is there already"},
        {"i 0\ni 1\nd 2\n", "f:3:1: this simplex is not there to be removed"},
        {"i 0\ni 0 1\n", "f:2:1: this simplex comes before one of its faces"},
        {"i 0\ni 1\ni 0 1\nd 1\n",
         "f:4:1: this simplex goes before one that it is a face of"},
        {"i 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 "
         "29 30 31 32\n",
         "f:1:91: a simplex of more than 32 points has too many faces"},
    };
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        tda_zigzag z = {0};
        ck_assert_int_eq(tda_zigzag_parse(ctx, &z, "f", bad[i].text, strlen(bad[i].text)),
                         TDA_EFORMAT);
        ck_assert_msg(strncmp(tda_ctx_message(ctx), bad[i].said, strlen(bad[i].said)) ==
                          0,
                      "%s", tda_ctx_message(ctx));
        ck_assert_ptr_null(z.complex);
    }
    tda_zigzag z = {0};
    ck_assert_int_eq(tda_zigzag_read(ctx, &z, "no/such/file"), TDA_EIO);
    tda_ctx_free(ctx);
}
END_TEST

/* A random walk through complexes on five points is read as it was written. */
static void walk_seed(unsigned seed)
{
    brute_rng rng = brute_seed(seed);
    bool there[32] = {false}, removal[60];
    int mask[60], steps = 0;
    char text[4096] = "";
    size_t length = 0;
    for (int tries = 0; tries < 60; tries++) {
        int s = 1 + brute_below(&rng, 31);
        bool may = true;
        for (int t = 1; t < 32; t++)
            if (t != s && !there[s] && (t & s) == t && !there[t])
                may = false;
            else if (t != s && there[s] && (t & s) == s && there[t])
                may = false;
        if (!may)
            continue;
        removal[steps] = there[s];
        mask[steps++] = s;
        length += (size_t)snprintf(text + length, sizeof text - length, "%s",
                                   there[s] ? "d" : "i");
        there[s] = !there[s];
        for (int v = 4; v >= 0; v--)
            if (s >> v & 1)
                length += (size_t)snprintf(text + length, sizeof text - length, " %d", v);
        length += (size_t)snprintf(text + length, sizeof text - length, "\n");
    }
    tda_zigzag z = {0};
    tda_diagram d = {0};
    OK(tda_zigzag_parse(NULL, &z, "f", text, strlen(text)));
    MUST(z.steps == steps);
    for (int i = 0; i < steps; i++) {
        MUST(z.removal[i] == removal[i]);
        for (int j = 0; j < i; j++)
            MUST((mask[i] == mask[j]) == (z.cell[i] == z.cell[j]));
        MUST(tda_complex_cells(z.complex)->dim[z.cell[i]] ==
             __builtin_popcount((unsigned)mask[i]) - 1);
    }
    OK(tda_complex_zigzag_diagram(NULL, &d, z.complex, z.steps, z.cell, z.removal));
    tda_diagram_clear(&d);
    tda_zigzag_clear(&z);
}
TEN_SEEDS(walk)

START_TEST(failures_leave_nothing)
{
    static const char text[] = "i 0\ni 1\ni 0 1\nd 0 1\n";
    char path[] = "/tmp/tda-read-zigzag-XXXXXX";
    tda_zigzag z = {0};
    tda_ctx *ctx;
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    FILE *f = fdopen(fd, "w");
    fputs(text, f);
    fclose(f);
    OK(tda_ctx_new(&ctx));
    EACH_OOM(tda_zigzag_parse(NULL, &z, "f", text, strlen(text)), z.complex == NULL);
    tda_zigzag_clear(&z);
    EACH_OOM(tda_zigzag_read(NULL, &z, path), z.complex == NULL);
    tda_zigzag_clear(&z);
    EACH_CANCEL(tda_zigzag_read(ctx, &z, path), z.complex == NULL);
    tda_zigzag_clear(&z);
    remove(path);
    tda_ctx_free(ctx);
}
END_TEST

SUITE("read_zigzag", TEST(a_circle_that_opens), TEST(what_is_wrong_is_named),
      SEEDS(walk, 30), TEST(failures_leave_nothing))
