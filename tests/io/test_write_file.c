/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes to a file: all of them or nothing, and no temporary file left. */
#include "tda_check.h"
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <tda.h>
#include <unistd.h>

static char folder[64], path[128];

static void enter(void)
{
    strcpy(folder, "/tmp/tda-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/out.csv", folder);
}

/* Empty the folder and remove it. */
static void leave(void)
{
    DIR *d = opendir(folder);
    ck_assert_ptr_nonnull(d);
    for (struct dirent *e; (e = readdir(d));) {
        char name[400];
        snprintf(name, sizeof name, "%s/%s", folder, e->d_name);
        if (strcmp(e->d_name, ".") && strcmp(e->d_name, ".."))
            remove(name);
    }
    closedir(d);
    ck_assert_int_eq(rmdir(folder), 0);
}

static int files(void)
{
    int n = -2; /* . and .. */
    DIR *d = opendir(folder);
    while (readdir(d))
        n++;
    closedir(d);
    return n;
}

static void expect(const char *name, const char *text)
{
    char got[64] = {0};
    FILE *f = fopen(name, "rb");
    ck_assert_ptr_nonnull(f);
    size_t n = fread(got, 1, sizeof got - 1, f);
    fclose(f);
    ck_assert_uint_eq(n, strlen(text));
    ck_assert_str_eq(got, text);
}

static tda_bytes text(const char *s)
{
    return (tda_bytes){(char *)(uintptr_t)s, (tda_index)strlen(s), 0};
}

START_TEST(a_file_is_made_and_replaced)
{
    struct stat about;
    enter();
    tda_bytes b = text("one\n"), c = text("two\n"), none = {0};
    umask(027);
    OK(tda_bytes_write(NULL, path, &b));
    expect(path, "one\n");
    ck_assert_int_eq(stat(path, &about), 0);
    ck_assert_int_eq(about.st_mode & 0777, 0640);
    ck_assert_int_eq(chmod(path, 0602), 0); /* more than the umask gives, and less */
    OK(tda_bytes_write(NULL, path, &c));
    expect(path, "two\n");
    ck_assert_int_eq(stat(path, &about), 0);
    ck_assert_int_eq(about.st_mode & 0777, 0602);
    OK(tda_bytes_write(NULL, path, &none));
    expect(path, "");
    ck_assert_int_eq(files(), 1);
    leave();
}
END_TEST

START_TEST(a_name_without_a_folder_is_in_this_one)
{
    enter();
    char before[4096];
    ck_assert_ptr_nonnull(getcwd(before, sizeof before));
    ck_assert_int_eq(chdir(folder), 0);
    tda_bytes b = text("here");
    OK(tda_bytes_write(NULL, "out.csv", &b));
    expect("out.csv", "here");
    ck_assert_int_eq(files(), 1);
    ck_assert_int_eq(chdir(before), 0);
    leave();
}
END_TEST

START_TEST(a_link_keeps_pointing_at_what_is_replaced)
{
    char name[128];
    struct stat about;
    enter();
    snprintf(name, sizeof name, "%s/link", folder);
    tda_bytes b = text("one"), c = text("two");
    OK(tda_bytes_write(NULL, path, &b));
    ck_assert_int_eq(symlink("out.csv", name), 0);
    OK(tda_bytes_write(NULL, name, &c));
    ck_assert_int_eq(lstat(name, &about), 0);
    ck_assert(S_ISLNK(about.st_mode));
    expect(path, "two");
    ck_assert_int_eq(files(), 2);
    leave();
}
END_TEST

START_TEST(a_device_is_written_to_and_stays_one)
{
    struct stat about;
    tda_bytes b = text("gone");
    OK(tda_bytes_write(NULL, "/dev/null", &b));
    ck_assert_int_eq(stat("/dev/null", &about), 0);
    ck_assert(S_ISCHR(about.st_mode));
}
END_TEST

START_TEST(what_stands_in_the_way_of_the_temporary_is_left_alone)
{
    char other[128];
    enter();
    snprintf(other, sizeof other, "%s/.tda-%ld-0.tmp", folder, (long)getpid());
    tda_bytes b = text("mine"), c = text("other");
    OK(tda_bytes_write(NULL, other, &c));
    OK(tda_bytes_write(NULL, path, &b));
    expect(other, "other");
    expect(path, "mine");
    ck_assert_int_eq(files(), 2);
    leave();
}
END_TEST

START_TEST(failures_name_the_path_and_leave_nothing)
{
    char name[200], sentence[400];
    tda_ctx *ctx;
    OK(tda_ctx_new(&ctx));
    enter();
    tda_bytes b = text("text");
    snprintf(name, sizeof name, "%s/no/out.csv", folder);
    ck_assert_int_eq(tda_bytes_write(ctx, name, &b), TDA_EIO);
    snprintf(sentence, sizeof sentence,
             "%s: cannot be written: No such file or directory", name);
    ck_assert_str_eq(tda_ctx_message(ctx), sentence);
    ck_assert_int_eq(tda_bytes_write(ctx, folder, &b), TDA_EIO);
    snprintf(sentence, sizeof sentence, "%s: cannot be written: Is a directory", folder);
    ck_assert_str_eq(tda_ctx_message(ctx), sentence);
    snprintf(name, sizeof name, "%s/out.csv/", folder);
    ck_assert_int_eq(tda_bytes_write(ctx, name, &b), TDA_EIO);
    ck_assert_int_eq(tda_bytes_write(ctx, "/dev/full", &b), TDA_EIO);
    ck_assert_str_eq(tda_ctx_message(ctx),
                     "/dev/full: cannot be written: No space left on device");
    ck_assert_int_eq(files(), 0);
    leave();
    tda_ctx_free(ctx);
}
END_TEST

/* What fails once the temporary file is there: renaming it, and writing all of it. */
START_TEST(late_failures_leave_the_old_file_alone)
{
    char before[4096];
    struct rlimit limit, tiny;
    enter();
    tda_bytes b = text("old"), c = text("longer than the limit");
    ck_assert_ptr_nonnull(getcwd(before, sizeof before));
    ck_assert_int_eq(chdir(folder), 0);
    ck_assert_int_eq(tda_bytes_write(NULL, "", &b), TDA_EIO);
    ck_assert_int_eq(files(), 0);
    OK(tda_bytes_write(NULL, path, &b));
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    tiny = limit;
    tiny.rlim_cur = 4;
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &tiny), 0);
    tda_status st = tda_bytes_write(NULL, path, &c);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    ck_assert_int_eq(st, TDA_EIO);
    expect(path, "old");
    ck_assert_int_eq(files(), 1);
    ck_assert_int_eq(chdir(before), 0);
    leave();
}
END_TEST

START_TEST(no_memory_leaves_the_old_file)
{
    enter();
    tda_bytes b = text("old"), c = text("new");
    OK(tda_bytes_write(NULL, path, &b));
    EACH_OOM(tda_bytes_write(NULL, path, &c), (expect(path, "old"), files() == 1));
    expect(path, "new");
    leave();
}
END_TEST

SUITE("write_file", TEST(a_file_is_made_and_replaced),
      TEST(a_name_without_a_folder_is_in_this_one),
      TEST(a_link_keeps_pointing_at_what_is_replaced),
      TEST(a_device_is_written_to_and_stays_one),
      TEST(what_stands_in_the_way_of_the_temporary_is_left_alone),
      TEST(failures_name_the_path_and_leave_nothing),
      TEST(late_failures_leave_the_old_file_alone), TEST(no_memory_leaves_the_old_file))
