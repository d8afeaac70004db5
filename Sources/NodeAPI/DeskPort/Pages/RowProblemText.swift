import GS1
import Statements

/// What pages say of one row of a list: a line that cannot be read, a value that is none, an attempt that came to
/// nothing. As `ProblemText` has it for all that is asked: by keyword, in English the detail itself. Rows have keywords of
/// their own beside those, since a word such as `right` means something else of a cell than of a form.
package enum RowProblemText: String, CaseIterable, Sendable {
    /// Of a keyword that has no sentence of its own.
    case other
    // As CSV.
    case strayQuote = "stray-quote"
    case textAfterQuote = "text-after-quote"
    case unclosedQuote = "unclosed-quote"
    case strayCarriageReturn = "stray-carriage-return"
    case rowTooLong = "row-too-long"
    case tooManyFields = "too-many-fields"
    case fieldCount = "field-count"
    case notUTF8 = "not-utf-8"
    // As an identifier of a kind: the last part of the keyword, or all of it where kinds differ.
    case noKind = "no-kind"
    case empty, length, network, zone, literal, hyphen, ip, path, wildcard, colon, character
    case emailAtSign = "email-at-sign"
    case domainAtSign = "domain-at-sign"
    case localEmpty = "local-empty"
    case localDot = "local-dot"
    case localCharacter = "local-character"
    case localLength = "local-length"
    case labelEmpty = "label-empty"
    case labelLength = "label-length"
    case singleLabel = "single-label"
    case punycode, normalization, joiner, bidi, host, country, scheme, port, userinfo, scope
    case combiningMark = "combining-mark"
    case checkDigits = "check-digits"
    case identifier, region, plus, digit
    case countryCode = "country-code"
    case ipForm = "ip-form"
    case postalAddressForm = "postal-address-form"
    case companyForm = "company-form"
    case itemSerialForm = "item-serial-form"
    case paymentAccountForm = "payment-account-form"
    // As GS1 data.
    case gtinLength = "gtin-length"
    case gtinDigit = "gtin-digit"
    case gtinCheckDigit = "gtin-check-digit"
    case missingGTIN = "missing-gtin"
    case serialText = "text-length"
    case serialCharacter = "text-character"
    /// Whatever else a message can break.
    case message = "element-string"
    // As an offer that is screened.
    case lineTooLong = "line-too-long"
    case json
    case notAnObject = "not-an-object"
    case memberUnknown = "member-unknown"
    case memberMissing = "member-missing"
    /// What one member of it must be.
    case member = "member-"
    case imageFile = "image-file"
    // As a listing, or goods, that are complained of.
    case right, ground, items, type
    case listingTwice = "listing-twice"
    case addressUnknown = "address-unknown"
    case tooManyLines = "too-many-lines"
    case tooManyItems = "too-many-items"
    case whichListing = "which-listing"
    case noSerial = "no-serial"
    // What was brought to another's system, or asked of it.
    case webhookStatus = "webhook-status"
    case webhookGone = "webhook-gone"
    case webhookHost = "webhook-host"
    case webhookUnreachable = "webhook-unreachable"
    case marketplaceUnknown = "marketplace-unknown"
    case marketplaceUnreachable = "marketplace-unreachable"
    case marketplaceAnswer = "marketplace-answer"
    case orderSilent = "order-silent"
    case orderUnanswered = "order-unanswered"
    case peerUnreachable = "peer-unreachable"
    case peerRefused = "peer-refused"
    case peerIdentity = "peer-wrong-identity"
    case peerTimeout = "peer-timeout"
    case peerMalformed = "peer-malformed"
    case peerTooLarge = "peer-too-large"
    /// Whatever of a member's does not prove true.
    case peerUnproven = "peer-unproven"

    /// Nil for a keyword that has no sentence here.
    package init?(keyword: String) {
        if let text = Self(rawValue: keyword) ?? Self.ofIndicator(keyword) {
            self = text
        } else if Self.messages.contains(keyword) || LinterRule(rawValue: keyword) != nil {
            self = .message
        } else if keyword.hasPrefix(Self.member.rawValue) {
            self = .member
        } else {
            return nil
        }
    }

    /// `IndicatorError` has the name of the kind in front of what is wrong with its value.
    private static func ofIndicator(_ keyword: String) -> RowProblemText? {
        let kind = IndicatorType.allCases.first { keyword.hasPrefix($0.name + "-") }
        return kind.flatMap { kind in
            let fault = String(keyword.dropFirst(kind.name.utf8.count + 1))
            return Self(rawValue: fault) ?? (messages.contains(fault) ? .message : nil)
        }
    }

    /// What of a message is wrong needs its place in it, which the detail has.
    private static let messages: Set<String> = [
        "company-prefix", "date", "date-year", "input-too-long", "syntax", "no-elements",
        "too-many-elements",
        "symbology-identifier", "plain-data", "primary-message", "unknown-identifier",
        "value-missing", "value-length", "different-values", "excluded-pair", "required-missing",
        "serial-missing", "digital-link", "primary-key-missing", "key-qualifiers",
        "repeated-identifier", "not-an-attribute", "belongs-in-path",
    ]

    /// Nil in the language that details are written in.
    package func callAsFunction(_ language: DeskLanguage) -> String? {
        language.catalogue.row?(self)
    }

    /// Whether it says all that the detail says, which then need not stand behind it.
    package var isWhole: Bool {
        switch self {
        case .notUTF8, .noKind, .empty, .network, .zone, .literal, .hyphen, .ip, .path, .wildcard,
            .colon, .emailAtSign, .domainAtSign, .localEmpty, .localDot, .localLength, .labelEmpty,
            .labelLength, .singleLabel, .punycode, .normalization, .joiner, .bidi, .country,
            .userinfo, .scope, .combiningMark, .checkDigits, .identifier, .region, .plus, .digit,
            .countryCode, .ipForm, .postalAddressForm, .companyForm, .itemSerialForm,
            .paymentAccountForm, .gtinLength, .missingGTIN, .imageFile, .listingTwice,
            .addressUnknown, .tooManyLines, .whichListing, .noSerial, .webhookGone, .orderSilent,
            .orderUnanswered:
            true
        default: false
        }
    }
}
