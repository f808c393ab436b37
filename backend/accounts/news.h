#pragma once

#include <QByteArrayView>

/// What servers of one school tell each other of people (database::Transaction::tell).
namespace accounts::news {

inline constexpr QByteArrayView Person = "person";    ///< by id: came, went, has another role or another answer
inline constexpr QByteArrayView Session = "session";  ///< by the family of its tokens: ended

}  // namespace accounts::news
