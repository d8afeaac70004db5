package import AllianceNames
package import GS1
import Peering
package import ProductAuthentication

/// What the desk port asks its node: which product it is, and what its owner says of one item.
///
/// A `PeerProblem` that is thrown is shown to the caller as it is; status 503 where this node cannot
/// say anything at present.
package protocol DeskAnswering: Sendable {
    /// What is registered about a product, for everybody.
    func product(_ gtin: GTIN) async throws -> DeskFinding

    /// The owner's answer about one item, wherever the owner is. Never an error where an owner is
    /// unreachable: that is a reason in the answer. Callers who guess numbers get `notDisclosed`.
    func authenticate(_ item: ItemIdentifiers, for inquiry: DeskInquiry) async throws -> DeskVerdict

    /// How this node answers verification messages about the product.
    func verificationPolicy(of gtin: GTIN) -> VerificationPolicy
}

/// Who wants to know, and why.
package struct DeskInquiry: Hashable, Sendable {
    package let caller: DeskCaller
    /// For the owner's eyes: `verification dscsaSaleableReturn`.
    package let purpose: String
    /// Where the caller says to be.
    package let country: Country?

    package init(caller: DeskCaller, purpose: String, country: Country? = nil) {
        self.caller = caller
        self.purpose = purpose
        self.country = country
    }
}

/// Whether a product is known here.
package enum DeskFinding: Hashable, Sendable {
    case registered(DeskProduct)
    /// The number belongs to a member that has not registered the product.
    case notRegistered(owner: String)
    /// The number belongs to no member.
    case notInAlliance
}

/// A registered product, as it is shown to everybody.
package struct DeskProduct: Hashable, Sendable {
    /// A name in one language; nil where the language was not told.
    package struct Name: Hashable, Sendable {
        package let language: String?
        package let text: String

        package init(language: String?, text: String) {
            self.language = language
            self.text = text
        }
    }

    package let gtin: GTIN
    package let brand: String
    package let names: [Name]
    /// Display name of the member that registered it.
    package let owner: String
    package let isSerialised: Bool
    package let links: [DeskLink]

    package init(
        gtin: GTIN, brand: String, names: [Name] = [], owner: String, isSerialised: Bool,
        links: [DeskLink] = []
    ) {
        self.gtin = gtin
        self.brand = brand
        self.names = names
        self.owner = owner
        self.isSerialised = isSerialised
        self.links = links
    }

    /// The name in a language, else the one that comes first.
    func name(in language: DeskLanguage) -> Name? {
        names.first { $0.language?.lowercased().hasPrefix(language.rawValue) == true }
            ?? names.first
    }
}

/// What the owner said, and what this node makes of it.
package struct DeskVerdict: Hashable, Sendable {
    package let judgement: Judgement
    /// Who answered; nil if nobody could be asked.
    package let responder: MemberID?
    package let responderName: String?
    /// Milliseconds since 1970, by the responder's clock, or this node's where nobody answered.
    package let answeredAt: UInt64
    package let asOf: Answer.AsOf?
    /// The question as it travelled, and the responder's signed answer to it: what
    /// `touchstone product verify-answer` checks.
    package let question: String?
    package let signedAnswer: String?

    package init(
        judgement: Judgement, responder: MemberID? = nil, responderName: String? = nil,
        answeredAt: UInt64, asOf: Answer.AsOf? = nil, question: String? = nil,
        signedAnswer: String? = nil
    ) {
        self.judgement = judgement
        self.responder = responder
        self.responderName = responderName
        self.answeredAt = answeredAt
        self.asOf = asOf
        self.question = question
        self.signedAnswer = signedAnswer
    }
}
