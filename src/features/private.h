/* SPDX-License-Identifier: GPL-3.0-or-later */
/* private.h - A row of the table of vectorizers, and the settings that each one holds.
 *
 * To add a vectorizer: a table of its keys, a function for each of what a row asks, a row in
 * tdai_vectorizers (table.c). Parsing, refusals, help, JSON and ranges then come by themselves. */
#ifndef TDA_FEATURES_PRIVATE_H
#define TDA_FEATURES_PRIVATE_H
#include "io/private.h"
#include <tda/features.h>
TDA_BEGIN

enum { TDAI_KEYS = 16, TDAI_RANGES = 8 };

/* What may be set. */
typedef struct tdai_key {
    const char *name;
    const char *const *choice; /* NULL-terminated words; NULL: numbers */
    tda_index most;            /* how many numbers at most; 0: any number */
    double least, greatest;    /* greatest 0: no end */
    bool open;                 /* least itself is not allowed */
    bool whole;
    bool learnt;  /* found by settling, where it is not given */
    double value; /* else its default; of a choice, the place of the word */
    const char *help;
} tdai_key;

typedef struct tdai_setting {
    tda_index size; /* 0: open */
    double *at;
} tdai_setting;

struct tda_vectorizer {
    const struct tdai_vectorizer_row *row;
    tdai_setting set[TDAI_KEYS]; /* in the order of the keys */
    bool settled;
    int params; /* of what was seen; 0: nothing */
    int ranges; /* how many of the next are kept */
    double low[TDAI_RANGES],
        high[TDAI_RANGES]; /* of finite coordinates; low > high: none */
    tdai_values points;    /* bars that what is learnt depends on, as pairs */
};

typedef struct tdai_vectorizer_row {
    const char *name;
    tda_descriptor_kind kind;
    const tdai_key *key; /* ends with a name of NULL */
    const char *help;    /* one sentence, ends with a point */
    /* NULL: ranges alone */
    tda_status (*see)(tda_ctx *ctx, tda_vectorizer *v, const tda_descriptor *d);
    /* Set what is open; NULL: nothing is. */
    tda_status (*settle)(tda_ctx *ctx, tda_vectorizer *v);
    tda_index (*columns)(const tda_vectorizer *v);
    void (*column)(const tda_vectorizer *v, tda_index i, char text[TDA_COLUMN_CHARS]);
    tda_status (*apply)(tda_ctx *ctx, double *out, const tda_vectorizer *v,
                        const tda_descriptor *d);
} tdai_vectorizer_row;

/* All rows, then NULL (table.c). */
extern const tdai_vectorizer_row *const tdai_vectorizers[];
const tdai_vectorizer_row *tdai_vectorizer_named(const char *name, size_t size);

/* The place of a key, which the row has. */
int tdai_key_place(const tda_vectorizer *v, const char *key);
/* The first number of a key that is set; the i-th, or the last where there are fewer. */
double tdai_set_real(const tda_vectorizer *v, const char *key);
tda_index tdai_set_index(const tda_vectorizer *v, const char *key);
double tdai_set_nth(const tda_vectorizer *v, const char *key, tda_index i);
bool tdai_is_set(const tda_vectorizer *v, const char *key);
/* Set numbers, in place of those there are; checks nothing. */
tda_status tdai_set(tda_ctx *ctx, tda_vectorizer *v, int key, const double *at,
                    tda_index size);
tda_status tdai_set_one(tda_ctx *ctx, tda_vectorizer *v, const char *key, double value);
/* Refuse numbers that the key does not take. */
tda_status tdai_key_check(tda_ctx *ctx, const tda_vectorizer *v, int key,
                          const double *at, tda_index size);
/* An empty vectorizer of a row; defaults are set by tdai_vectorizer_defaults(). */
tda_status tdai_vectorizer_alloc(tda_ctx *ctx, tda_vectorizer **out,
                                 const tdai_vectorizer_row *row);
tda_status tdai_vectorizer_defaults(tda_ctx *ctx, tda_vectorizer *v);

/* Ranges that settling takes, of a diagram; of a measure or module they go by parameter. */
enum { TDAI_BIRTHS, TDAI_DEATHS, TDAI_LENGTHS, TDAI_DIAGRAM_RANGES };
/* Set an open key to the low or the high end of `count` ranges from `first` on, one number each. */
tda_status tdai_settle_low(tda_ctx *ctx, tda_vectorizer *v, const char *key, int first,
                           int count);
tda_status tdai_settle_high(tda_ctx *ctx, tda_vectorizer *v, const char *key, int first,
                            int count);
/* The bars of a descriptor: *first .. *last - 1 of its diagram. */
void tdai_descriptor_bars(const tda_descriptor *d, tda_index *first, tda_index *last);
/* "NAME[layer](i j)", the place on a grid, from 0; without a layer where that is -1. */
void tdai_column_at(char text[TDA_COLUMN_CHARS], const char *name, tda_index layer,
                    const tda_index *at, int axes);

TDA_END
#endif
