/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/private.h"
#include "read_check.h"
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

START_TEST(numbers_fill_their_text)
{
    double x = 7;
    ck_assert(tda_number_read(&x, "-2.5e-3", 7));
    ck_assert_double_eq(x, -2.5e-3);
    ck_assert(tda_number_read(&x, "+Inf", 4));
    ck_assert_double_eq(x, INFINITY);
    ck_assert(tda_number_read(&x, "1 ", 1));
    ck_assert_double_eq(x, 1);
    static const char *const none[] = {"",    " 1",  "1 ", "1x",   "+-1",
                                       "1,5", "--1", "e1", "1e999"};
    for (int k = 0; k < 9; k++)
        ck_assert(!tda_number_read(&x, none[k], strlen(none[k])));
    ck_assert_double_eq(x, 1);
    char text[TDA_NUMBER_CHARS];
    ck_assert_int_eq(tda_number_write(text, 0.1), 3);
    ck_assert_str_eq(text, "0.1");
    ck_assert_int_eq(tda_number_write(text, -INFINITY), 4);
    ck_assert_str_eq(text, "-inf");
}
END_TEST

START_TEST(formats_have_names)
{
    for (int f = 0; f < TDA_FORMATS; f++) {
        tda_format back = TDA_FORMATS;
        ck_assert(tda_format_named(&back, tda_format_name((tda_format)f)));
        ck_assert_int_eq(back, f);
    }
    tda_format f = TDA_FORMAT_OFF;
    ck_assert(!tda_format_named(&f, "pointS"));
    ck_assert_int_eq(f, TDA_FORMAT_OFF);
    ck_assert_str_eq(tda_format_name(TDA_FORMATS), "unknown");
    ck_assert_str_eq(tda_format_name(TDA_FORMAT_SCC2020), "scc2020");
}
END_TEST

static void sniffed(const char *name, const char *text, size_t size, tda_format want)
{
    tda_format got = TDA_FORMATS;
    tdai_text t = tdai_text_new(name, text, size);
    OK(tdai_sniff(NULL, &got, &t));
    ck_assert_msg(got == want, "%s, %s: %s", name, text, tda_format_name(got));
}

START_TEST(content_tells_the_format_before_the_name)
{
    static const struct {
        const char *text;
        tda_format format;
    } files[] = {
        {"1 2\n", TDA_FORMAT_POINTS},
        {"x,y\n1,2\n", TDA_FORMAT_POINTS},
        {"0 1\n1 0\n", TDA_FORMAT_POINTS},
        {"-1 2\n", TDA_FORMAT_POINTS},
        {"# scc2020\n1\n", TDA_FORMAT_POINTS},
        {"\n# by hand\nscc2020\n2\n", TDA_FORMAT_SCC2020},
        {"firep\nx\ny\n", TDA_FORMAT_FIREP},
        {"--datatype firep\n", TDA_FORMAT_FIREP},
        {"--xlabel a b\n# c\n--datatype firep\n1 1 1\n", TDA_FORMAT_FIREP},
        {"--datatype points_fn\n1 1 1\n", TDA_FORMAT_RIVET},
        {"--xlabel a\n1 1\n--datatype firep\n", TDA_FORMAT_RIVET},
        {"points\n2\n", TDA_FORMAT_RIVET},
        {"metric\n2\n", TDA_FORMAT_RIVET},
        {"bifiltration\nx\n", TDA_FORMAT_RIVET},
        {"points of a circle\n1 2 3 4\n", TDA_FORMAT_POINTS},
        {"OFF\n0 0 0\n", TDA_FORMAT_OFF},
        {"STCN4nOFF\n", TDA_FORMAT_OFF},
        {"OFF490 518 0\n", TDA_FORMAT_OFF},
        {"OFFSET\n1\n", TDA_FORMAT_POINTS},
        {"nOFF 2\n", TDA_FORMAT_OFF},
    };
    for (size_t k = 0; k < sizeof files / sizeof *files; k++)
        sniffed("f.xyz", files[k].text, strlen(files[k].text), files[k].format);
    sniffed("f.off", "\x93NUMPY\1\0", 8, TDA_FORMAT_NPY);
    sniffed("f", "\0\x46\xd7\xe0\1\0\0\0\7", 9, TDA_FORMAT_DIPHA);
    sniffed("f.npy", "OFF\n", 4, TDA_FORMAT_OFF);
}
END_TEST

START_TEST(the_name_tells_when_the_content_does_not)
{
    sniffed("f.npy", "1 2\n", 4, TDA_FORMAT_NPY);
    sniffed("f.off", "1 2\n", 4, TDA_FORMAT_OFF);
    sniffed("f.dipha", "1 2\n", 4, TDA_FORMAT_DIPHA);
    sniffed("f.scc", "1 2\n", 4, TDA_FORMAT_SCC2020);
    sniffed("f.firep", "1 2\n", 4, TDA_FORMAT_FIREP);
    sniffed("npy", "1 2\n", 4, TDA_FORMAT_POINTS);
    sniffed("f.npy.csv", "", 0, TDA_FORMAT_POINTS);
}
END_TEST

START_TEST(foreign_files_are_refused_by_what_they_are)
{
    refused_bytes("f", "\x1f\x8b\x08", 3, NULL,
                  "f: is compressed with gzip; decompress it first");
    refused_bytes("f", "PK\3\4", 4, NULL,
                  "f: is a zip or npz archive; extract the array first");
    refused_bytes("f", "\x89HDF\r\n", 6, NULL,
                  "f: is an HDF5 file; export the array as npy");
    refused_bytes("f", "RIVET_msgpack\n\1", 15, NULL,
                  "f: is a module computed by RIVET; give the input it came from");
    refused_bytes("f",
                  "\xff\xfe"
                  "1\0",
                  4, NULL, "f: is text in UTF-16; save it as UTF-8");
    refused_bytes("f", "1 2\0", 4, NULL,
                  "f: is binary in no format that shows in the file; name its format");
}
END_TEST

START_TEST(options_are_checked)
{
    tda_ctx *ctx;
    tda_input in = {0};
    tda_read_opts o = TDA_READ_OPTS_INIT;
    OK(tda_ctx_new(&ctx));
    o.format = TDA_FORMATS;
    ck_assert_int_eq(tda_input_parse(ctx, &in, "f", "1", 1, &o), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "reading options: there is no format 21");
    o = (tda_read_opts)TDA_READ_OPTS_INIT;
    o.as = TDA_KIND_NONE;
    ck_assert_int_eq(tda_input_parse(ctx, &in, "f", "1", 1, &o), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "reading options: an array is read as a cloud, as "
                     "distances or as an image");
    o = (tda_read_opts)TDA_READ_OPTS_INIT;
    o.channels = -1;
    ck_assert_int_eq(tda_input_parse(ctx, &in, "f", "1", 1, &o), TDA_EINVAL);
    ck_assert_str_eq(tda_ctx_message(ctx), "reading options: -1 channels");
    o.size = 0;
    ck_assert_int_eq(tda_input_parse(ctx, &in, "f", "1", 1, &o), TDA_EINVAL);
    ck_assert_int_eq(in.kind, TDA_KIND_NONE);
    ck_assert_int_eq(tda_input_parse(ctx, &in, NULL, NULL, 0, NULL), TDA_EFORMAT);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "input:1:1: holds no points; give each one a line of coordinates");
    ck_assert_int_eq(tda_input_parse(NULL, &in, "f", "x 1", 3, NULL), TDA_EFORMAT);
    tda_ctx_free(ctx);
}
END_TEST

static char dir[32], path[64];

static void new_dir(void)
{
    memcpy(dir, "/tmp/tda-read-XXXXXX", 21);
    ck_assert_ptr_nonnull(mkdtemp(dir));
}

static void in_dir(const char *name, const char *text, size_t size)
{
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(text, 1, size, f), size);
    ck_assert_int_eq(fclose(f), 0);
}

static void unreadable(const char *file, tda_status want, const char *message)
{
    tda_ctx *ctx;
    tda_input in = {.kind = TDA_KIND_NONE};
    char full[256];
    OK(tda_ctx_new(&ctx));
    ck_assert_int_eq(tda_input_read(ctx, &in, file, NULL), want);
    snprintf(full, sizeof full, "%s%s", file, message);
    ck_assert_str_eq(tda_ctx_message(ctx), full);
    ck_assert_int_eq(in.kind, TDA_KIND_NONE);
    tda_ctx_free(ctx);
}

START_TEST(files_are_read_whole)
{
    new_dir();
    tda_input in;
    in_dir("a.csv", "x,y\n1,2\n3,4", 11);
    OK(tda_input_read(NULL, &in, path, NULL));
    ck_assert_int_eq(in.cloud.size, 2);
    ck_assert_double_eq(in.threshold, INFINITY);
    tda_input_clear(&in);

    static char big[3 << 20];
    memset(big, ' ', sizeof big);
    memcpy(big + sizeof big - 2, "7\n", 2);
    in_dir("big", big, sizeof big);
    EACH_OOM(tda_input_read(NULL, &in, path, NULL), in.kind == TDA_KIND_NONE);
    ck_assert_int_eq(in.cloud.size, 1);
    tda_input_clear(&in);
    EACH_CANCEL(tda_input_read(NULL, &in, path, NULL), in.kind == TDA_KIND_NONE);
    tda_input_clear(&in);

    in_dir("big", "\x1f\x8b", 2); /* refused before anything of it is parsed */
    tdai_cancel_after(0);
    ck_assert_int_eq(tda_input_read(NULL, &in, path, NULL), TDA_ECANCEL);

    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    in_dir("big", big, sizeof big);
    tda_ctx_set_max_bytes(ctx, 1 << 20);
    ck_assert_int_eq(tda_input_read(ctx, &in, path, NULL), TDA_ELIMIT);
    tda_ctx_free(ctx);
    unlink(path);
    snprintf(path, sizeof path, "%s/a.csv", dir);
    unlink(path);
    ck_assert_int_eq(rmdir(dir), 0);
}
END_TEST

/* A pipe says nothing of its length; this one is longer than what is asked for at first. */
START_TEST(pipes_are_read_whole)
{
    enum { LINE = 16, LINES = 300000 };
    static char text[LINE * LINES + 1];
    for (int i = 0; i < LINES; i++)
        memcpy(text + LINE * i, "1234567 1234567\n", LINE);
    new_dir();
    snprintf(path, sizeof path, "%s/pipe", dir);
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    if (fork() == 0) {
        FILE *f = fopen(path, "wb");
        _exit(!f || fwrite(text, 1, LINE * LINES, f) != LINE * LINES || fclose(f));
    }
    tda_input in = {0};
    OK(tda_input_read(NULL, &in, path, NULL));
    ck_assert_int_eq(in.cloud.size, LINES);
    ck_assert_double_eq(in.cloud.at[2 * LINES - 1], 1234567);
    tda_input_clear(&in);
    unlink(path);
    ck_assert_int_eq(rmdir(dir), 0);
}
END_TEST

START_TEST(what_cannot_be_read_gets_a_sentence)
{
    new_dir();
    unreadable(dir, TDA_EIO, ": cannot be read: it is a directory, not a file");
    snprintf(path, sizeof path, "%s/none", dir);
    unreadable(path, TDA_EIO, ": cannot be opened: no such file");
    in_dir("empty", "", 0);
    unreadable(path, TDA_EFORMAT,
               ":1:1: holds no points; give each one a line of coordinates");
    ck_assert_int_eq(chmod(path, 0), 0);
    if (access(path, R_OK))
        unreadable(path, TDA_EIO, ": cannot be opened: permission denied");
    unlink(path);
    in_dir("file", "1", 1);
    char under[80];
    snprintf(under, sizeof under, "%s/x", path);
    unreadable(under, TDA_EIO,
               ": cannot be opened: a part of the path is not a directory");
    unlink(path);
    ck_assert_int_eq(rmdir(dir), 0);
}
END_TEST

/* Same answer and same message where a comma is the decimal point. */
START_TEST(the_locale_does_not_matter)
{
    if (!setlocale(LC_ALL, "de_DE.UTF-8"))
        return;
    tda_input in = parsed(TDA_FORMAT_POINTS, "1.5 2.5\n");
    ck_assert_double_eq(in.cloud.at[0], 1.5);
    tda_input_clear(&in);
    refused(
        TDA_FORMAT_FULL, "0 1.5\n2.5 0\n",
        "f:2:1: 2.5 here, in row 2 and column 1, but 1.5 in row 1 and column 2; make the "
        "matrix symmetric, or give one triangle alone");
}
END_TEST

SUITE("read_input", TEST(numbers_fill_their_text), TEST(formats_have_names),
      TEST(content_tells_the_format_before_the_name),
      TEST(the_name_tells_when_the_content_does_not),
      TEST(foreign_files_are_refused_by_what_they_are), TEST(options_are_checked),
      TEST(files_are_read_whole), TEST(pipes_are_read_whole),
      TEST(what_cannot_be_read_gets_a_sentence), TEST(the_locale_does_not_matter))
