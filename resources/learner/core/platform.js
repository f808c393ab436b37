// What the platform that shows the page allows. Pure.
//
// In a mini-program on iOS nothing may be sold, and no price may show: what is bought there would have to go through
// the App Store. `showsPrices` hides all of it at once: prices, offers, coupons, memberships and orders.
// Rule: WeChat's operating rules for mini-programs, virtual payment on iOS.

export function platformOf({ isMiniProgram, system }) {
    return { showsPrices: !(isMiniProgram && system === 'ios') };
}
