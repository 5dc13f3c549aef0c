/* SPDX-License-Identifier: GPL-3.0-or-later */
/* private.h - What readers share: text walked line by line, bytes taken off a binary file, and
 * refusals that name the place.
 *
 * A reader gets the whole file as a tdai_text and fills a zeroed tda_input; tda_input_parse()
 * clears it when the reader fails, and hands it out when it succeeds. */
#ifndef TDA_IO_PRIVATE_H
#define TDA_IO_PRIVATE_H
#include "data/private.h"
#include "shim/shim.h"
#include <tda/io.h>

TDA_BEGIN

/* ---- text (lex.c) ----
 * Lines end in LF or CRLF. `#` starts a comment that goes to the end of its line. Within a line
 * stand words, blanks and tabs, and the marks `,` and `;`. Positions are plain pointers into
 * the file; line and column are counted only when something is refused. */

typedef struct tdai_text {
    const char *name;  /* of the file, for messages */
    const char *begin; /* the whole file */
    const char *end;
    const char *at;   /* the next character of the current line */
    const char *stop; /* the end of the current line, without its break and its comment */
    const char *next; /* where the following line begins */
    char gap; /* what stands between the numbers of this file: ' ', ',' or ';'; 0: not
                          seen yet */
} tdai_text;

/* A run of characters other than blanks and marks; size 0: there is none. */
typedef struct tdai_word {
    const char *at;
    size_t size;
} tdai_word;

/* A word made fit for a message: cut when long, odd characters escaped. */
typedef struct tdai_quote {
    char text[64];
} tdai_quote;

/* The text of a whole file, before its first line; a byte order mark of UTF-8 is left out. */
tdai_text tdai_text_new(const char *name, const char *bytes, size_t size);
/* Go to the next line that holds anything but blanks and a comment; false: there is none. */
bool tdai_text_line(tdai_text *t);
/* The same, but `#` is a character like any other: for lines of free text such as labels. */
bool tdai_text_label(tdai_text *t);
/* Skip blanks; is the line at its end? */
bool tdai_text_done(tdai_text *t);
/* Skip blanks; if `mark` comes next, go past it. */
bool tdai_text_mark(tdai_text *t, char mark);
/* Skip blanks and take the next word; size 0 at the end of the line and before a mark. */
tdai_word tdai_text_word(tdai_text *t);
/* The rest of the line without blanks at either end; the line is then at its end. */
tdai_word tdai_text_rest(tdai_text *t);
bool tdai_word_is(tdai_word w, const char *text);
/* The same whatever the case of ASCII letters. */
bool tdai_word_begins(tdai_word w, const char *text);
tdai_quote tdai_word_quote(tdai_word w);
/* A whole number from 0 on, however it is written ("3", "3.0e0"); false, *out untouched: none. */
bool tdai_word_index(tdai_word w, tda_index *out);

/* TDA_EFORMAT, "FILE:LINE:COLUMN: " and the sentence. `where` points into the file. Numbers
 * that come from the file are quoted as they stand there, so no %g is needed. */
tda_status tdai_text_fail(tda_ctx *ctx, const tdai_text *t, const char *where,
                          const char *fmt, ...)
#ifdef __GNUC__
    __attribute__((format(printf, 4, 5)))
#endif
    ;
#define FAIL_AT(text, where, ...)                                                        \
    do {                                                                                 \
        st = tdai_text_fail(ctx, text, where, __VA_ARGS__);                              \
        goto done;                                                                       \
    } while (0)
/* The line of `where`, from 1. */
tda_index tdai_text_row(const tdai_text *t, const char *where);
/* Poll with the progress through the file; call it once a line. */
tda_status tdai_text_poll(tda_ctx *ctx, const tdai_text *t);

/* Take the next word as a number, or refuse naming `what` is expected ("a weight"). NaN is a
 * number here; who minds refuses it at word.at. */
tda_status tdai_text_number(tda_ctx *ctx, tdai_text *t, double *out, const char *what);
/* Take the next word as a whole number 0 .. most. */
tda_status tdai_text_index(tda_ctx *ctx, tdai_text *t, tda_index *out, tda_index most,
                           const char *what);
/* Refuse what is left of the line. */
tda_status tdai_text_end(tda_ctx *ctx, tdai_text *t);

/* ---- tables of numbers (table.c) ---- */

/* A growing column of doubles, from tdai_alloc. */
typedef struct tdai_values {
    double *at;
    tda_index size;
    tda_index capacity;
} tdai_values;

/* Which numbers may stand in a table; refused ones are named with their place. */
typedef enum tdai_domain {
    TDAI_FINITE,   /* coordinates */
    TDAI_DISTANCE, /* from 0 on, +inf allowed */
    TDAI_LEVEL,    /* anything but NaN: grades, pixels */
} tdai_domain;

tda_status tdai_values_push(tda_ctx *ctx, tdai_values *v, double value);
/* Take the block out, no larger than it has to be; *v is then {0}. */
double *tdai_values_fit(tdai_values *v);
/* Append the numbers of the rest of the line. Between two of them stand blanks, or one comma,
 * or one semicolon with or without blanks about it: the same throughout the file, so that a
 * decimal comma or an empty cell cannot pass for a separator. One mark may end the line. */
tda_status tdai_text_numbers(tda_ctx *ctx, tdai_text *t, tdai_values *v,
                             tdai_domain domain);
/* Refuse `value`, which stands at `where`, if it lies outside the domain. */
tda_status tdai_text_domain(tda_ctx *ctx, const tdai_text *t, const char *where,
                            double value, tdai_domain domain);

/* The k-th number (from 0) of the line that begins at `line`, for messages after the fact. */
const char *tdai_text_nth(const tdai_text *t, const char *line, tda_index k);
/* The lines from here on that hold anything. */
tda_index tdai_text_lines(const tdai_text *t);

/* ---- little-endian numbers in bytes (little.c) ---- */

int64_t tdai_load_i8(const char *at);
int32_t tdai_load_i4(const char *at);
typedef double tdai_load(const char *at);
tdai_load tdai_load_f4, tdai_load_f8;

/* A run of numbers inside a file. */
typedef struct tdai_column {
    const char *at;
    tda_index size;
    int width; /* bytes of one */
    tdai_load *load;
} tdai_column;

static inline double tdai_column_get(const tdai_column *c, tda_index i)
{
    return c->load(c->at + i * c->width);
}

/* Shortest text of a value, for messages. */
typedef struct tdai_digits {
    char text[TDAI_NUMBER_CHARS];
} tdai_digits;
tdai_digits tdai_digits_of(double value);

/* ---- distances (dense.c, sparse.c) ---- */

/* The number of points whose pairs number m, or -1. */
tda_index tdai_triangle_side(tda_index m);
/* Hand over the pairs below the diagonal, which stand in *lower, as distances of n points. */
void tdai_input_dense(tda_input *in, double **lower, tda_index n);
/* Room for them, at least one double, within the budget. */
tda_status tdai_dense_alloc(tda_ctx *ctx, double **lower, tda_index n, const char *name);
/* Distances from the n n entries of a matrix, symmetric and zero on the diagonal, unless that holds
 * births. */
tda_status tdai_dense_square(tda_ctx *ctx, tda_input *in, const char *name,
                             const tdai_column *c, tda_index n, bool diagonal);
/* Room for the births [n x 1] of the points in in->function; *at := where they go. */
tda_status tdai_births_alloc(tda_ctx *ctx, tda_input *in, double **at, tda_index n,
                             const char *name);
/* From the pairs below the diagonal, row by row, or above it. */
tda_status tdai_dense_triangle(tda_ctx *ctx, tda_input *in, const char *name,
                               const tdai_column *c, bool upper);

/* Sparse distances being read: item k says that two points are at a distance. */
typedef struct tdai_pairs {
    uint64_t *key; /* larger id << 32 | smaller id */
    double *value;
    tda_index size;
    tda_index points;
} tdai_pairs;

enum { TDAI_MOST_ID = INT32_MAX };
tda_status tdai_pairs_alloc(tda_ctx *ctx, tdai_pairs *p, tda_index capacity,
                            const char *name);
void tdai_pairs_clear(tdai_pairs *p);
/* Put the pair in; equal ids declare a point and are not kept. */
void tdai_pairs_push(tdai_pairs *p, tda_index i, tda_index j, double value);
/* Hand over, each pair once, ordered as the rows below a diagonal. clash[0] >= 0: not done, for items
 * clash[0] < clash[1] give one pair two distances; or, with `both` ways asked for, clash[1] is
 * -1 and the pair of item clash[0] stands there once only. */
tda_status tdai_input_sparse(tda_ctx *ctx, tda_input *in, tdai_pairs *p, bool both,
                             tda_index clash[2]);

/* ---- handing over (input.c) ---- */

/* The whole file, of any length, pipes included. */
tda_status tdai_read_all(tda_ctx *ctx, tda_bytes *out, const char *path);
/* Make a complex of columns as tdai_complex_adopt() does, saying TDA_EFORMAT and the file's
 * name where that says TDA_EINVAL. Sets in->kind and in->complex. */
tda_status tdai_input_complex(tda_ctx *ctx, tda_input *in, const char *name,
                              tdai_columns *columns);
/* What is wrong with face number `at`, just given to the cell? Those before both are known. NULL:
 * nothing. (read_phat.c) */
const char *tdai_face_fault(const tdai_columns *c, tda_index cell, tda_index at);
/* Hand over pixels as an image of the shape and strides given, which fit their number. */
tda_status tdai_input_image(tda_ctx *ctx, tda_input *in, const char *name,
                            const tda_image *image, const tdai_column *pixels);
/* Hand over values as a cloud [size / dimension x dimension]; *v is then {0}. */
void tdai_input_cloud(tda_cloud *out, tdai_values *v, tda_index dimension);

/* ---- the readers, one a file ---- */

/* Fill *in, which is zeroed but for format and threshold; on failure whatever it holds is
 * cleared by the caller. opts are complete. */
typedef tda_status tdai_reader(tda_ctx *ctx, tda_input *in, tdai_text *text,
                               const tda_read_opts *opts);
tdai_reader tdai_read_points, tdai_read_off, tdai_read_npy, tdai_read_lower,
    tdai_read_upper, tdai_read_full, tdai_read_sparse, tdai_read_binary, tdai_read_dipha,
    tdai_read_perseus;
tdai_reader tdai_read_rivet, tdai_read_firep, tdai_read_scc2020, tdai_read_fsc,
    tdai_read_phat, tdai_read_value_first, tdai_read_nmfsimtop, tdai_read_hasse,
    tdai_read_hera, tdai_read_scubtop;

/* The faces of an OFF file whose vertices are read: sets in->complex and in->kind
 * (read_faces.c). */
tda_status tdai_read_faces(tda_ctx *ctx, tda_input *in, tdai_text *text,
                           tda_index vertices, tda_index faces);

/* The format that the content shows, else the one the ending of the name tells, else points
 * (sniff.c). Refuses what is certainly none of them, such as a compressed file. */
/* Is it OFF, nOFF, COFF or another keyword of that family? */
bool tdai_off_keyword(tdai_word w);
tda_status tdai_sniff(tda_ctx *ctx, tda_format *out, const tdai_text *text);

TDA_END
#endif
