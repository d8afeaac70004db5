import AllianceNames
import GS1
import ProductAuthentication
import Statements
import TransparencyLog

/// SplitMix64, so that a seed printed on failure replays it.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

/// Values that tests say only what matters about.
enum Sample {
    /// 2026-11-23T12:00:00Z.
    static let now: UInt64 = 1_795_435_200_000
    static let gtin = "04006381333931"

    static func member(_ name: String) throws -> MemberID { try MemberID(parsing: name) }

    static func item(
        serial: String? = "A1", lot: String? = nil, expiry: String? = nil
    ) throws -> ProductCode {
        .gs1(
            ItemIdentifiers(
                gtin: try GTIN(parsing: gtin), serial: try serial.map { try Serial(parsing: $0) },
                lot: try lot.map { try Lot(parsing: $0) },
                expiry: try expiry.map { try ExpiryDate(parsing: $0) }))
    }

    static func question(
        _ product: ProductCode? = nil, seller: Indicator? = nil, listing: Indicator? = nil,
        place: String? = nil, purpose: String? = nil, seed: UInt64 = 1
    ) throws -> Question {
        var generator = SeededGenerator(seed: seed)
        return try Question(
            nonce: Nonce(using: &generator), askedAt: now, asker: member("customs"),
            product: try product ?? item(), seller: seller, listing: listing,
            place: try place.map { try Place(parsing: $0) }, purpose: purpose)
    }

    static func record(
        _ state: ItemState = .active, lot: String? = nil, expiry: String? = nil,
        market: String? = nil
    ) throws -> ItemRecord {
        ItemRecord(
            state: state, lot: try lot.map { try Lot(parsing: $0) },
            expiry: try expiry.map { try ExpiryDate(parsing: $0) },
            market: try market.map { try Country(parsing: $0) }, updatedAt: now)
    }

    static func signer(_ seed: UInt8) throws -> NoteSigner {
        try NoteSigner(
            name: "brand/answers", seed: [UInt8](repeating: seed, count: 32))
    }

    static func answer(
        to question: Question, by responder: String = "brand",
        judgement: Judgement = Judgement([Finding(.serialIssued, .genuine, confidence: 90)])
    ) throws -> Answer {
        Answer(
            question: question.digest, responder: try member(responder), answeredAt: now,
            judgement: judgement,
            asOf: Answer.AsOf(
                origin: try LogOrigin(parsing: "ally.example/alliance/brand/e1"), size: 7,
                root: .zero))
    }
}
