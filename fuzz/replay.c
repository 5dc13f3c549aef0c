/* SPDX-License-Identifier: GPL-3.0-or-later */
/* replay.c - Without a fuzzing engine, a target is an ordinary test over the files of a folder. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv)
{
    static uint8_t data[1 << 20];
    static char path[4096];
    DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
    if (!folder)
        return fprintf(stderr, "usage: %s FOLDER\n", argv[0]), 2;
    int files = 0;
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", argv[1], entry->d_name);
        FILE *f = fopen(path, "rb");
        if (!f)
            return perror(path), 2;
        size_t size = fread(data, 1, sizeof data, f);
        fclose(f);
        LLVMFuzzerTestOneInput(data, size);
        files++;
    }
    closedir(folder);
    printf("%d files\n", files);
    return files == 0;
}
