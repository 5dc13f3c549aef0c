/* SPDX-License-Identifier: GPL-3.0-or-later */
/* feature.h - Many inputs to one table.
 *
 * The options stand in blocks, one for each filtration (features_blocks.c). A block, a degree and a
 * kind of descriptor make a slot: what is computed of each input. A slot and a vectorizer make a
 * stream: some columns of the table. Inputs are listed (features_inputs.c), taken by workers, each
 * with a context of its own (features_run.c), described and turned to rows (features_row.c), and
 * every finished piece goes to a journal beside the output (features_journal.c), from which an
 * interrupted run goes on. */
#ifndef TDA_CLI_FEATURE_H
#define TDA_CLI_FEATURE_H
#include "cli/source.h"

enum { CLI_BLOCKS = 16, CLI_DIGEST = 32, CLI_HEX = 2 * CLI_DIGEST + 1 };

typedef struct cli_digest {
    unsigned char byte[CLI_DIGEST];
} cli_digest;

/* ---- sha256.c ---- */

typedef struct cli_sha {
    uint32_t state[8];
    unsigned char block[64];
    uint64_t size;
} cli_sha;

cli_sha cli_sha_new(void);
void cli_sha_add(cli_sha *sha, const void *at, size_t size);
cli_digest cli_sha_end(cli_sha *sha);
void cli_digest_hex(char text[CLI_HEX], const cli_digest *digest);

/* ---- blocks ---- */

typedef struct cli_slot {
    int block, degree;
    tda_descriptor_kind kind;
} cli_slot;

typedef struct cli_stream {
    int slot;
    tda_vectorizer *vectorizer;
    tda_index first; /* its first column, once it is settled */
} cli_stream;

typedef struct cli_blocks {
    int count;
    cli_options block[CLI_BLOCKS]; /* each reads as the options of a command of its own */
    int slots, streams;
    cli_slot *slot;
    cli_stream *stream;
    tda_index columns;         /* 0: not settled */
    tda_feature_model model;   /* the options, and the vectorizers of the streams */
    tda_feature_model applied; /* with --apply, what its words point into */
    cli_options *options;      /* and these options, or NULL */
} cli_blocks;

/* From the options, or from the model of --apply, which takes their place. */
int cli_blocks_make(cli_session *s, cli_blocks *b);
bool cli_blocks_settled(const cli_blocks *b);
/* Count the columns of settled streams. */
void cli_blocks_count(cli_blocks *b);
/* What a column is called: text [CLI_LIST]. */
void cli_blocks_column(const cli_blocks *b, tda_index column, char text[CLI_LIST]);
void cli_blocks_clear(cli_blocks *b);

/* ---- inputs ---- */

typedef struct cli_item {
    char *name;      /* for messages and the table */
    char *path;      /* NULL: part of a batch */
    tda_index batch; /* which array, -1: none */
    tda_index place; /* in it */
    bool hashed;
    cli_digest hash;        /* of the file */
    int64_t described, row; /* where they stand in the journal, -1: nowhere */
    int code;               /* not CLI_DONE: it failed, */
    char *failure;          /* because */
    bool told;              /* and that has been said */
} cli_item;

typedef struct cli_batch {
    tda_cloud first;
    cli_digest hash;
} cli_batch;

typedef struct cli_items {
    tda_index count, room, batches;
    cli_item *item;
    cli_batch *batch;
} cli_items;

int cli_items_make(cli_session *s, const cli_options *block, cli_items *items);
void cli_items_clear(cli_items *items);
/* The bytes of a file, for free(). */
int cli_file_read(const cli_session *s, const char *path, char **out, size_t *size);

/* ---- journal ---- */

typedef struct cli_entry {
    cli_digest key;
    int64_t at, size; /* of the payload */
} cli_entry;

typedef struct cli_journal {
    int fd;
    char *path;       /* NULL: it has no name and will be gone */
    int64_t end;      /* where the next record goes */
    cli_entry *entry; /* those found when it was opened, by key */
    tda_index entries;
} cli_journal;

/* Open or make the journal of the output at `path`, NULL for none that lasts. Of a torn record at the
 * end nothing is left. */
int cli_journal_open(cli_session *s, cli_journal *j, const char *path);
/* Where the record of that key begins, -1: there is none. */
int64_t cli_journal_find(const cli_journal *j, const cli_digest *key);
/* Append a record; *at := where it begins, or an errno is given. One thread at a time. */
int cli_journal_add(cli_journal *j, const cli_digest *key, const void *at, int64_t size,
                    int64_t *place);
/* The payload of the record, for free(); any threads at a time. NULL: it cannot be read. */
void *cli_journal_read(const cli_journal *j, int64_t place, int64_t *size);
/* Close it; once it has served, remove it. */
void cli_journal_close(cli_journal *j, bool served);

/* ---- descriptors as words of 8 bytes ---- */

typedef struct cli_pack {
    int64_t *at;
    tda_index size, room;
    bool failed; /* memory ran out */
} cli_pack;

void cli_pack_diagram(cli_pack *p, const tda_diagram *d, int degree);
void cli_pack_measure(cli_pack *p, const tda_measure *m);
void cli_pack_module(cli_pack *p, const tda_module *m);

/* A view of one packed descriptor, and what it needs to stand on. */
typedef struct cli_unpacked {
    tda_descriptor descriptor;
    tda_diagram diagram;
    tda_measure measure;
    tda_module module;
} cli_unpacked;

/* Take the next descriptor of that slot off the words; returns what follows it. */
const int64_t *cli_unpack(cli_unpacked *u, const int64_t *at, const cli_slot *slot);

/* ---- rows ---- */

/* The descriptors of one input, in the order of slots. */
int cli_describe(cli_session *s, const cli_blocks *b, const cli_item *item,
                 const cli_batch *batches, const char *bytes, size_t size, cli_pack *out);
/* The row of what was packed. */
int cli_vectorize(cli_session *s, const cli_blocks *b, const char *name,
                  const int64_t *packed, double *row);

/* ---- running ---- */

typedef struct cli_features {
    cli_session *s;
    cli_blocks blocks;
    cli_items items;
    cli_journal journal;
    cli_digest recipe; /* of all that rows depend on but the input */
    cli_digest fitted; /* of what was learnt */
} cli_features;

/* Describe all inputs, or make their rows too; those the journal has are not made again. */
int cli_features_run(cli_features *f, bool rows);
/* Learn from what was described. */
int cli_features_learn(cli_features *f);
/* Is the kernel of --gram one that there is? (features_gram.c) */
int cli_features_gram_check(const cli_options *o);
/* Write the kernels of all pairs of rows. */
int cli_features_gram(cli_session *s, const tda_feature_table *table);
/* Write all outputs. */
int cli_features_write(cli_features *f);

#endif
