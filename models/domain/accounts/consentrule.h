#pragma once

/// Who asks a person before what they learn is collected (DOMAIN §8, API §3).
namespace accounts {

enum class ConsentRule {
    Required,  ///< nothing is stored without a granted consent of the person that this school keeps
    ByClient,  ///< the school's own client asks and keeps the answer
};

}  // namespace accounts
