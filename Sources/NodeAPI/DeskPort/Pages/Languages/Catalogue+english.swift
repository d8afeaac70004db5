extension Catalogue {
    /// The language that whoever wants none of these gets.
    static let english = Catalogue(
        tag: "en", ownName: "English", reasons: [:]
    ) { text in
        switch text {
        // All pages.
        case .siteName: "Touchstone product check"
        case .tagline: "Answers come from the brand's own records."
        // The page where one begins.
        case .startTitle: "Check a product"
        case .startLead:
            "Type what is printed under the code on the package, or paste the link that a scanner reads from it."
        case .codeLabel: "Code on the product"
        case .codeHint: "For example (01)09520123456788(21)12345"
        case .checkButton: "Check"
        case .serialLabel: "Serial number (SN or 21)"
        case .serialNeeded:
            "Each item of this product has a number of its own. Enter it to have this item checked."
        case .noSerials:
            "Items of this product have no numbers of their own, so a single one cannot be checked."
        // What is on the product.
        case .productHeading: "Product"
        case .brand: "Brand"
        case .name: "Name"
        case .gtin: "Product number (GTIN)"
        case .serial: "Serial number"
        case .lot: "Lot"
        case .expiry: "Use by"
        case .owner: "Registered by"
        case .brandPage: "The brand's own page"
        // The verdict.
        case .verdictTitle: "Result"
        case .genuine: "Number issued by the brand"
        case .genuineNote:
            "This is not proof of the object: a number can be copied. Compare the product itself."
        case .caution: "Take care"
        case .cautionNote: "Read the reasons before you buy, sell or release it."
        case .counterfeitSuspected: "Signs of a counterfeit"
        case .counterfeitSuspectedNote:
            "Have the object itself examined before anything is decided."
        case .unknown: "Cannot be confirmed"
        case .unknownNote: "There is no sign of a fake."
        case .confidence: "How sure"
        case .confidenceLow: "low"
        case .confidenceMedium: "medium"
        case .confidenceHigh: "high"
        case .reasons: "Reasons"
        // Where the answer comes from.
        case .sourceHeading: "Where this answer comes from"
        case .answeredBy: "Answered by"
        case .nobody: "nobody who could be asked"
        case .answeredAt: "Time (UTC)"
        case .asOf: "Records as of"
        case .entries: "entries"
        case .signed: "The answer is signed. Programs get it as JSON, to be kept and checked later."
        case .again: "Check another product"
        // What is wrong.
        case .notFoundTitle: "Product not registered here"
        case .notInAlliance:
            "The number belongs to no member of the alliance, so nobody here can say anything about this product. That is no sign of a fake."
        case .notRegistered:
            "The owner of the number has not registered this product, so nothing can be confirmed. That is no sign of a fake."
        case .malformedTitle: "This code cannot be read"
        case .malformedLead:
            "The link or code does not follow the GS1 rules. Look for a typing or scanning error."
        case .detail: "Detail"
        case .problemTitle: "That did not work"
        case .pageMissing: "There is nothing at this address."
        }
    }
}
