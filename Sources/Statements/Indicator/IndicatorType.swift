/// The kinds of identifier that a seller or an offer is known by. The number is what a payload and
/// a key carry and never changes.
package enum IndicatorType: UInt8, NamedCase, Comparable, Sendable, CustomStringConvertible {
    case domain = 1
    case url
    case sellerAccount
    case listing
    case email
    case phone
    case paymentAccount
    case socialAccount
    case postalAddress
    case company
    case ip
    case imageSHA256
    case imagePDQ
    case itemSerial

    /// As commands, files and JSON write it.
    package var name: String {
        switch self {
        case .domain: "domain"
        case .url: "url"
        case .sellerAccount: "seller-account"
        case .listing: "listing"
        case .email: "email"
        case .phone: "phone"
        case .paymentAccount: "payment-account"
        case .socialAccount: "social-account"
        case .postalAddress: "postal-address"
        case .company: "company"
        case .ip: "ip"
        case .imageSHA256: "image-sha256"
        case .imagePDQ: "image-pdq"
        case .itemSerial: "item-serial"
        }
    }

    package var description: String { name }

    /// What a value must look like, for refusals and help.
    package var accepted: String {
        switch self {
        case .domain: "a domain name with at least two labels, such as shop.example"
        case .url: "an http or https address, such as https://shop.example/item"
        case .sellerAccount: "marketplace:account, such as shopee:store123"
        case .listing: "marketplace:listing, such as taobao:680012345"
        case .email: "an e-mail address, such as sales@shop.example"
        case .phone: "a number with its country code, such as +49 30 123456"
        case .paymentAccount: "an IBAN, or provider:account, such as paypal:sales@shop.example"
        case .socialAccount: "platform:handle, such as instagram:shop_example"
        case .postalAddress: "an address of one or more lines with at least a letter"
        case .company: "a company's name with at least a letter or digit"
        case .ip: "an IPv4 or IPv6 address, such as 192.0.2.1"
        case .imageSHA256: "64 hexadecimal digits"
        case .imagePDQ: "64 hexadecimal digits"
        case .itemSerial: "GTIN/serial, such as 04006381333931/ABC123"
        }
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
