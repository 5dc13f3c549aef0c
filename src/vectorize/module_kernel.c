/* SPDX-License-Identifier: GPL-3.0-or-later */
/* module_kernel.c - The multiparameter kernel: a kernel of barcodes, integrated over lines.
 *
 * Lines are laid out in coordinates divided by their units: equal angles, and for each equally many
 * lines across the box. Bars are cut where their line leaves the box. Every line gives the Gram
 * matrix of a kernel of diagrams; with weights that are not negative so is their sum. */
#include "vectorize/sliced.h"
#include <math.h>
#include <string.h>

typedef struct line {
    double base[2], direction[2], weight;
    double enter, leave; /* of the box */
} line;

/* Line i of the layout; box [2 x 2] in divided coordinates. */
static line lay(const tda_module_kernel_opts *o, const double *box, tda_index i)
{
    double angle = ((double)(i / o->offsets) + 0.5) / (double)o->angles * (M_PI / 2);
    double u[2] = {cos(angle), sin(angle)}, across[2] = {-u[1], u[0]};
    double low = across[0] * box[2] + across[1] * box[1],
           high = across[0] * box[0] + across[1] * box[3],
           step = (high - low) / (double)o->offsets,
           at = low + step * ((double)(i % o->offsets) + 0.5);
    line l = {.weight =
                  pow(fmin(u[0], u[1]), o->power) * step * (M_PI / 2) / (double)o->angles,
              .enter = -INFINITY,
              .leave = INFINITY};
    for (int k = 0; k < 2; k++) {
        double base = at * across[k], unit = o->units ? o->units[k] : 1;
        l.enter = fmax(l.enter, (box[k] - base) / u[k]);
        l.leave = fmin(l.leave, (box[2 + k] - base) / u[k]);
        l.base[k] = base * unit;
        l.direction[k] = u[k] * unit;
    }
    return l;
}

/* The bars of a module along a line, within the box: degree 0 of a diagram in the arena. */
static tda_status bars_of(tda_ctx *ctx, tda_diagram *out, const tda_module *m,
                          const line *l, tdai_arena *arena)
{
    tda_status st = TDA_OK;
    tda_diagram d = {0};
    TRY(tda_module_slice(ctx, &d, m, l->base, l->direction));
    tda_index first = d.degrees ? d.start[d.degrees - 1] : 0,
              last = d.degrees ? d.start[d.degrees] : 0, n = 0;
    tda_index *start = ARRAY(arena, tda_index, 2);
    double *birth = ARRAY(arena, double, last - first),
           *death = ARRAY(arena, double, last - first);
    TRY(tdai_arena_status(ctx, arena));
    for (tda_index i = first; i < last; i++) {
        birth[n] = fmax(d.birth[i], l->enter);
        death[n] = fmin(d.death[i], l->leave);
        n += birth[n] < death[n];
    }
    start[0] = 0;
    start[1] = n;
    *out = (tda_diagram){.degrees = 1, .start = start, .birth = birth, .death = death};
done:
    tda_diagram_clear(&d);
    return st;
}

static tda_status check(tda_ctx *ctx, const tda_module_kernel_opts *o)
{
    tda_status st = TDA_OK;
    if (o->angles < 1 || o->angles > INT32_MAX || o->offsets < 1 ||
        o->offsets > INT32_MAX)
        FAIL(TDA_EINVAL, "kernel: %lld angles and %lld offsets; at least one of each",
             (long long)o->angles, (long long)o->offsets);
    if (!(o->power >= 0 && isfinite(o->power)))
        FAIL(TDA_EINVAL, "kernel: power %g; give one that is 0 or more and finite",
             o->power);
    TRY(tdai_units_check(ctx, o->units, 2, "kernel"));
    for (int k = 0; k < 2 && o->box; k++)
        if (!isfinite(o->box[k]) || !isfinite(o->box[2 + k]) || o->box[k] > o->box[2 + k])
            FAIL(TDA_EINVAL,
                 "kernel: the box goes from %g to %g in parameter %d; give one that is "
                 "finite and goes up",
                 o->box[k], o->box[2 + k], k);
done:
    return st;
}

/* Widen the box by those of the modules, which have two parameters. */
static tda_status widen(tda_ctx *ctx, double *box, const tda_module *m, tda_index count,
                        const char *list)
{
    tda_status st = TDA_OK;
    for (tda_index i = 0; i < count; i++) {
        if (m[i].params != 2)
            FAIL(TDA_EINVAL,
                 "kernel: module %lld of the %s list has %d parameters; two are needed",
                 (long long)i, list, m[i].params);
        for (int k = 0; k < 2 && m[i].box; k++) {
            box[k] = fmin(box[k], m[i].box[k]);
            box[2 + k] = fmax(box[2 + k], m[i].box[2 + k]);
        }
    }
done:
    return st;
}

tda_status tda_modules_kernel(tda_ctx *ctx, double *out, const tda_module *a,
                              tda_index a_count, const tda_module *b, tda_index b_count,
                              const tda_module_kernel_opts *opts)
{
    tda_status st = TDA_OK;
    tda_module_kernel_opts o = TDA_MODULE_KERNEL_OPTS_INIT;
    tda_diagram_kernel_opts usual = TDA_DIAGRAM_KERNEL_OPTS_INIT;
    tdai_arena tmp = {0}, bars = {0};
    double box[] = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    usual.kernel = TDA_KERNEL_SCALE_SPACE;
    TRY(tdai_opts(ctx, &o, sizeof o, opts));
    TRY(check(ctx, &o));
    if (a_count < 0 || (b && b_count < 0) || a_count > INT32_MAX || b_count > INT32_MAX)
        FAIL(TDA_EINVAL, "kernel: %lld and %lld modules", (long long)a_count,
             (long long)b_count);
    TRY(widen(ctx, box, a, a_count, "first"));
    TRY(widen(ctx, box, b, b ? b_count : 0, "second"));
    for (int k = 0; k < 4; k++) {
        box[k] = o.box ? o.box[k] : isfinite(box[k]) ? box[k] : 0;
        box[k] /= o.units ? o.units[k % 2] : 1;
    }
    tda_index columns = b ? b_count : a_count, pairs = a_count * columns,
              sides = a_count + (b ? b_count : 0);
    TRY(tdai_budget(ctx, tdai_size_add(0, pairs, 16), "kernel matrix"));
    double *sum = ZEROS(&tmp, double, pairs), *one = ARRAY(&tmp, double, pairs);
    tda_diagram *d = ARRAY(&tmp, tda_diagram, sides);
    TRY(tdai_arena_status(ctx, &tmp));
    tda_index lines = tdai_size_add(0, o.angles, o.offsets);
    for (tda_index i = 0; i < lines; i++) {
        line l = lay(&o, box, i);
        TRY(tdai_poll(ctx, "kernel", i, lines));
        for (tda_index s = 0; s < sides; s++)
            TRY(bars_of(ctx, &d[s], s < a_count ? &a[s] : &b[s - a_count], &l, &bars));
        TRY(tda_diagrams_kernel(ctx, one, d, a_count, b ? d + a_count : NULL, b_count, 0,
                                o.line ? o.line : &usual));
        for (tda_index p = 0; p < pairs; p++)
            sum[p] += l.weight * one[p];
        tdai_arena_free(&bars);
    }
    if (pairs)
        memcpy(out, sum, (size_t)pairs * sizeof *out);
done:
    tdai_arena_free(&bars);
    tdai_arena_free(&tmp);
    return st;
}
