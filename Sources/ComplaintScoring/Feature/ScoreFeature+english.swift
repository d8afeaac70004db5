extension ScoreFeature {
    /// What it says to readers of a decision, in English, without the full stop.
    package var english: String {
        switch self {
        case .base: "What is so of complaints in general"
        case .sellerMembers: "Members of the alliance report that this seller counterfeits"
        case .linkedMembers: "Members of the alliance report shops linked to this seller"
        case .pendingMembers: "Members report this seller; witnesses have not confirmed it yet"
        case .greyReports:
            "The seller is said to deal in genuine goods without authorisation; this counts for nothing"
        case .scanCounterfeit: "The number on goods from this listing shows signs of a counterfeit"
        case .scanSuspect: "The number on goods from this listing calls for care"
        case .scanGenuine: "The number on goods from this listing was issued by its owner"
        case .sellerScans:
            "Scans of other goods of this seller or of linked shops found counterfeits"
        case .testBuyCounterfeit: "A test buy from this listing brought a counterfeit"
        case .testBuyGenuine: "A test buy from this listing brought genuine goods"
        case .sellerTestBuys:
            "Test buys of other goods of this seller or of linked shops brought counterfeits"
        case .markPlain: "The mark stands in the listing"
        case .markDisguised: "The mark stands in the listing in another script or disguised"
        case .markDescriptive: "The listing names the mark only to say what it fits"
        case .markAbsent: "The mark is not seen in the listing"
        case .markCommonWord: "The mark is a word that many sellers use"
        case .imageOfficial: "The pictures are those of the owner of the right"
        case .imageKnown: "The pictures are those of a listing that was found counterfeit"
        case .priceBelow: "The price is far below the market's"
        case .modelUnknown: "The listing names a model that the owner does not make"
        case .productOfOwner: "The marketplace lists it as a product of the owner of the right"
        case .productOfOther: "The marketplace lists it as a product of somebody else"
        case .quantity: "Many pieces are offered"
        case .groundTestBuy: "The complaint rests on a test buy"
        case .groundModel: "The complaint says that the model does not exist"
        case .groundMark: "The complaint rests on the mark in the listing"
        case .groundDesign: "The complaint rests on a design"
        case .groundCopyright: "The complaint rests on copyright"
        case .groundPatent: "The complaint rests on a patent"
        case .evidenceIndependent: "Evidence comes from somebody who has no part in it"
        case .evidenceLaboratory: "A laboratory has examined the goods"
        case .evidenceReused: "The same file came with complaints about other sellers"
        case .recordGood: "The complainant has mostly been right"
        case .recordBad: "The complainant has often been wrong"
        case .linkedRecordBad: "Accounts that use the same files have often been wrong"
        case .complainantMember: "The complainant is a member of the alliance"
        case .complainantNew: "The complainant's account is new"
        case .strangersTogether:
            "Several accounts without a record name this seller at the same time"
        case .sellerYoung: "The shop is young"
        case .sellerSales: "The shop has sold much before"
        case .sellerFound: "Other complaints about this seller were right"
        case .linkedFound: "Complaints about shops linked to this seller were right"
        case .sellerCleared: "Other complaints about this seller were wrong"
        }
    }
}
