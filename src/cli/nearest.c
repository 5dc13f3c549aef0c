/* SPDX-License-Identifier: GPL-3.0-or-later */
/* nearest.c - Which known name a mistyped one was meant to be.
 *
 * Edit distance with insertions, deletions, substitutions and swaps of neighbours, each of
 * cost 1. A name is near when at most a third of its letters, and at least two, had to change;
 * a name that the typed one begins is nearer than any other. */
#include "cli/cli.h"
#include <string.h>

enum { LONGEST = 40 };

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int distance(const char *a, const char *b)
{
    int m = (int)strlen(a), n = (int)strlen(b), d[LONGEST + 1][LONGEST + 1];
    for (int i = 0; i <= m; i++)
        d[i][0] = i;
    for (int j = 0; j <= n; j++)
        d[0][j] = j;
    for (int i = 1; i <= m; i++)
        for (int j = 1; j <= n; j++) {
            int change = a[i - 1] != b[j - 1];
            d[i][j] =
                least(d[i - 1][j - 1] + change, least(d[i - 1][j], d[i][j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[m][n];
}

const char *cli_nearest(const char *name, const char *const *names)
{
    size_t length = strlen(name);
    const char *best = NULL;
    int best_distance = LONGEST;
    if (length < 2 || length > LONGEST)
        return NULL;
    for (; *names; names++) {
        int most = (int)strlen(*names) / 3;
        if (strlen(*names) > LONGEST)
            continue;
        int d = strncmp(name, *names, length) == 0 ? 0 : distance(name, *names);
        if (d <= (most > 2 ? most : 2) && d < best_distance && d < (int)length) {
            best = *names;
            best_distance = d;
        }
    }
    return best;
}
