/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file features.h  Vectorizers by name: descriptors of many inputs to rows of one table.
 *
 * A vectorizer is made from a text such as "mp-landscape:layers=3,resolution=20". What the text
 * leaves open and only data can tell, such as the range of a grid, it learns from the descriptors
 * of a training set: tda_vectorizer_see() each, then tda_vectorizer_settle(). From then on it
 * gives every descriptor a row of equally many numbers, whose columns have names, and can be
 * written to JSON and read again, so that training and test features agree.
 *
 *     tda_vectorizer_new(ctx, &v, "counts")
 *     tda_vectorizer_see(ctx, v, &d) ...   tda_vectorizer_settle(ctx, v)
 *     tda_vectorizer_apply(ctx, row, v, &d) */
#ifndef TDA_FEATURES_H
#define TDA_FEATURES_H
#include <tda/data.h>
TDA_BEGIN

/** What a vectorizer reads. */
typedef enum tda_descriptor_kind {
    TDA_DESCRIPTOR_DIAGRAM = 0, /**< the bars of one degree */
    TDA_DESCRIPTOR_MEASURE,     /**< a signed measure */
    TDA_DESCRIPTOR_MODULE,      /**< a sum of intervals */
    TDA_DESCRIPTOR_KINDS
} tda_descriptor_kind;

/** One thing to vectorize: a view of what `kind` names; the cells of it are not looked at. */
typedef struct tda_descriptor {
    tda_descriptor_kind kind;
    int degree; /**< of the bars; a degree that the diagram does not have is empty */
    const tda_diagram *diagram;
    const tda_measure *measure;
    const tda_module *module;
} tda_descriptor;

/** A named map from descriptors to rows, with all its settings. */
typedef struct tda_vectorizer tda_vectorizer;

/** The i-th vectorizer there is: its name, or NULL past the last. */
TDA_API const char *tda_vectorizer_name(tda_index i);
/** A few lines for people about the vectorizer of that name: what it reads and gives, then each of
 *  its keys with its default. NULL: there is none. */
TDA_API tda_status tda_vectorizer_help(tda_ctx *ctx, tda_bytes *out,
                                       const char *name) TDA_CHECKED;

/** Make a vectorizer from NAME or NAME:KEY=VALUE,... Values are numbers, lists of numbers with
 *  commas between them ("resolution=30,20"), or words.
 *  @param[out] out  release with tda_vectorizer_free()
 *  @retval TDA_EINVAL  no such name or key, with those that there are; a value out of its range */
TDA_API tda_status tda_vectorizer_new(tda_ctx *ctx, tda_vectorizer **out,
                                      const char *text) TDA_CHECKED;
TDA_API void tda_vectorizer_free(tda_vectorizer *vectorizer);
TDA_API tda_descriptor_kind tda_vectorizer_kind(const tda_vectorizer *vectorizer);
/** Does it need no more data? Only then has it columns. */
TDA_API bool tda_vectorizer_settled(const tda_vectorizer *vectorizer);
/** Learn from one descriptor of the training set. The order matters to quantisers alone.
 *  @retval TDA_EINVAL  another kind than it reads, other parameters than those before */
TDA_API tda_status tda_vectorizer_see(tda_ctx *ctx, tda_vectorizer *vectorizer,
                                      const tda_descriptor *descriptor) TDA_CHECKED;
/** End learning: what was left open is fixed. Ranges of grids are those of the finite
 *  coordinates seen, [0, 1] where there were none; those of curves and images of diagrams are as
 *  tda_diagrams_fit_curve() and tda_diagrams_fit_image() give them for all diagrams seen. */
TDA_API tda_status tda_vectorizer_settle(tda_ctx *ctx,
                                         tda_vectorizer *vectorizer) TDA_CHECKED;
/** How many numbers a row has; 0 before it is settled. */
TDA_API tda_index tda_vectorizer_columns(const tda_vectorizer *vectorizer);
enum { TDA_COLUMN_CHARS = 96 };
/** The name of column @p i, such as "mp-landscape[1](0 3)", layer
 *  and place on the grid; "" where there is no such column. */
TDA_API void tda_vectorizer_column(const tda_vectorizer *vectorizer, tda_index i,
                                   char text[TDA_COLUMN_CHARS]);
/** The row of one descriptor. Several threads may use one settled vectorizer at a time, each with a
 *  context of its own.
 *  @param[out] out  [columns]
 *  @retval TDA_EINVAL  not settled; another kind than it reads, other parameters */
TDA_API tda_status tda_vectorizer_apply(tda_ctx *ctx, double *out,
                                        const tda_vectorizer *vectorizer,
                                        const tda_descriptor *descriptor) TDA_CHECKED;

/** Vectorizers side by side, and how the descriptors that they read came about, as the program
 *  that made these says it in words of its own, such as its options. */
typedef struct tda_feature_model {
    tda_index words;
    char **word; /**< [words] */
    tda_index size;
    tda_vectorizer **vectorizer; /**< [size] */
} tda_feature_model;

/** Append one JSON object with the words, and name and settings of each vectorizer. */
TDA_API tda_status tda_feature_model_json(tda_ctx *ctx, tda_bytes *out,
                                          const tda_feature_model *model) TDA_CHECKED;
/** Read what tda_feature_model_json() wrote; members it does not know are passed over.
 *  @param[out] out   release with tda_feature_model_clear()
 *  @param      name  of the file, for messages */
TDA_API tda_status tda_feature_model_parse(tda_ctx *ctx, tda_feature_model *out,
                                           const char *name, const char *bytes,
                                           size_t size) TDA_CHECKED;
/** Releases the vectorizers, too. */
TDA_API void tda_feature_model_clear(tda_feature_model *model);

/** A table of features, as a view: a row for each input, a column for each number. */
typedef struct tda_feature_table {
    tda_index rows, columns;
    const double *value;       /**< [rows x columns] NaN where an input failed */
    const char *const *column; /**< [columns] names */
    const char *const *input;  /**< [rows] names */
    const char *const *hash;   /**< [rows] SHA-256 of the input in hexadecimal, or NULL */
    const char *const *failure; /**< [rows] a sentence, or NULL where all went well */
} tda_feature_table;

/** A header line of column names, then a line for each input. */
TDA_API tda_status tda_features_csv(tda_ctx *ctx, tda_bytes *out,
                                    const tda_feature_table *table) TDA_CHECKED;
/** npz archive, not compressed, of X [rows x columns] f8 and meta.json, which is what
 *  tda_features_json() writes. @retval TDA_ELIMIT  it would pass 4 GB */
TDA_API tda_status tda_features_npz(tda_ctx *ctx, tda_bytes *out,
                                    const tda_feature_table *table,
                                    const tda_feature_model *model) TDA_CHECKED;
/** One JSON object that tells how the table came about: all members of the model, so that it can be
 *  read as one, the seed of @p ctx, the names of the columns, and names, hashes and failures of
 *  the inputs. */
TDA_API tda_status tda_features_json(tda_ctx *ctx, tda_bytes *out,
                                     const tda_feature_table *table,
                                     const tda_feature_model *model) TDA_CHECKED;

TDA_END
#endif
