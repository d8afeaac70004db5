import Screening

/// The texts of the screening of listings. What they say in a language stands in that language's file in
/// `Languages`.
package enum ScreeningText: Hashable, CaseIterable, Sendable {
    case heading, lead, file, fileHint, paste, button, nothingSent
    case result, listings, proposed, unread, marks, noMarks, none, cut, cutList, caption, notCleared
    case headHarm, headChance, headListing, headSeller, headWhy
    case assumed, refusedHeading, refusedCaption, headReason
    case memberOne, members, disputed, bits, place
    case placeTitle, placeSeller, placeSellerName, placeAddress, placeDescription
    case offerReported, productReported, sellerReported, contactReported, traceReported
    case sellerLinked, imageSame, imageNear, imageFar
    case markDisguised, markInSeller, markInTitle, markInDescription, prior

    init(_ line: HarmTable.Line) {
        self =
            switch line {
            case .prior: .prior
            case .offerReported: .offerReported
            case .productReported: .productReported
            case .sellerReported: .sellerReported
            case .contactReported: .contactReported
            case .traceReported: .traceReported
            case .sellerLinked: .sellerLinked
            case .imageSame: .imageSame
            case .imageNear: .imageNear
            case .imageFar: .imageFar
            case .markDisguised: .markDisguised
            case .markInSeller: .markInSeller
            case .markInTitle: .markInTitle
            case .markInDescription: .markInDescription
            }
    }

    init(_ place: MarkFinding.Place) {
        self =
            switch place {
            case .title: .placeTitle
            case .seller: .placeSeller
            case .sellerName: .placeSellerName
            case .address: .placeAddress
            case .description: .placeDescription
            }
    }

    package func callAsFunction(_ language: DeskLanguage) -> String {
        language.catalogue.screening(self)
    }
}
