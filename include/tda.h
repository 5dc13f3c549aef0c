/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file tda.h  Umbrella header: the whole public interface. */
#ifndef TDA_H
#define TDA_H
#include <tda/core.h>
#include <tda/data.h>
#include <tda/io.h>
#include <tda/filtration.h>
#include <tda/persistence.h>
#include <tda/multiparam.h>
#include <tda/vectorize.h>
#include <tda/draw.h>
#include <tda/features.h>
#endif
