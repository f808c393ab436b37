#pragma once

#include "models/domain/pch.h"

#include <QAbstractItemModel>
#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QWidget>
