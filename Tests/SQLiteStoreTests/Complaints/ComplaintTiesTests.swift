import AllianceNames
import Complaints
import Foundation
import SQLiteStore
import Statements
import Testing
import TransparencyLog

@Suite("What ties complaints to one another")
struct ComplaintTiesTests {
    private typealias Said = ComplaintStatement

    private let folder: TemporaryFolder
    private let store: SQLiteComplaintStore
    private static let channel = ChannelID(unchecked: "desk-b0")
    private static let start = ComplaintTraffic.start
    private static let hour = ComplaintTraffic.hour
    private static let photograph = Digest.sha256([1])

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteComplaintStore(path: folder.file("complaints.sqlite"))
    }

    private static func file(
        _ digest: Digest, _ role: EvidenceFile.Role = .featurePhotographs
    ) -> EvidenceFile {
        EvidenceFile(digest: digest, mediaType: "image/png", byteCount: 1, role: role)
    }

    private static func complaint(
        _ number: Int, by account: String?, _ files: [EvidenceFile] = [file(photograph)],
        mends: EntryReference? = nil
    ) -> Said {
        .complaint(
            Complaint(
                right: .init(office: "EM", number: "018012345"), ground: .markInListing,
                listings: [ComplaintTraffic.listing("taobao", number)], evidence: files,
                goodFaithStatement: "We believe so in good faith.", declaredBy: "A. Aurum",
                hostedAccount: account, mends: mends))
    }

    private static func hosted(_ account: String) -> Complainant {
        .hosted(account, at: ComplaintTraffic.platform)
    }

    private static func seller(_ name: String) throws -> Indicator {
        try Indicator(.sellerAccount, parsing: "taobao:\(name)")
    }

    @Test("an account is read again by whatever name its platform calls it")
    func hostileName() throws {
        var traffic = ComplaintTraffic(seed: 1, channels: 1)
        let names = ["\u{327}a", "/", "\u{327}", "a/\u{327}b"]
        for (number, name) in names.enumerated() {
            traffic.say(
                Self.complaint(number, by: name), in: Self.channel, isPlatform: true,
                at: Self.start)
        }
        try traffic.take(into: store)
        #expect(try uses().map(\.complainant) == names.map(Self.hosted))
    }

    private func note(_ seller: Indicator, of id: EntryReference) throws {
        let capture = ListingCapture(title: "bag", seller: seller, capturedAt: 1, countries: [])
        try store.note([ListingJudgement(place: 0, capture: capture)], of: id)
    }

    private func uses(of files: [Digest] = [photograph]) throws -> [FileUse] {
        try store.uses(of: Set(files), in: [Self.channel])
    }

    private func earlier(_ complainant: Complainant, since: UInt64 = start) throws -> [Complainant]
    {
        try store.accounts(bringingFilesBefore: complainant, in: [Self.channel], since: since)
    }

    @Test("files are found with who brought them, the earliest first, and with sellers once known")
    func files() throws {
        var traffic = ComplaintTraffic(seed: 1, channels: 1)
        let late = traffic.say(
            Self.complaint(1, by: "late"), in: Self.channel, isPlatform: true,
            at: Self.start + 2 * Self.hour)
        let early = traffic.say(
            Self.complaint(2, by: nil), in: Self.channel, isPlatform: false,
            at: Self.start + Self.hour)
        let pending = traffic.say(
            Self.complaint(3, by: "pending"), in: Self.channel, isPlatform: true, at: nil)
        traffic.say(
            Self.complaint(
                4, by: "other",
                [Self.file(.sha256([2])), Self.file(Self.photograph, .registration)]),
            in: Self.channel, isPlatform: true, at: Self.start)
        traffic.say(
            Self.complaint(5, by: "court", [Self.file(Self.photograph, .judgment)]),
            in: Self.channel, isPlatform: true, at: Self.start)
        try traffic.take(into: store)
        #expect(try uses().map(\.complaint) == [early, late, pending])
        #expect(try uses().allSatisfy { $0.sellers.isEmpty && $0.file == Self.photograph })
        try note(Self.seller("shop"), of: late)
        let use = try uses()[1]
        #expect(use.sellers == [try Self.seller("shop")])
        #expect(use.complainant == Self.hosted("late"))
        #expect(use.filedAt == .witnessed(Self.start + 2 * Self.hour))
        let brand = Complainant.member(early.author)
        // Who comes after is not tied to who was first.
        #expect(try earlier(brand).isEmpty)
        #expect(try earlier(Self.hosted("late")) == [brand])
        #expect(try earlier(Self.hosted("pending")) == [brand, Self.hosted("late")].sorted())
        // What a registration or a judgment is the file of ties nobody.
        #expect(try earlier(Self.hosted("other")).isEmpty)
        #expect(try earlier(Self.hosted("court")).isEmpty)
        // Only what was brought since counts; what is not confirmed was brought now.
        #expect(try earlier(Self.hosted("late"), since: Self.start + 3 * Self.hour).isEmpty)
        #expect(try !earlier(Self.hosted("pending"), since: Self.start + 9 * Self.hour).isEmpty)
        #expect(try store.uses(of: [Self.photograph], in: []).isEmpty)
        #expect(
            try store.accounts(
                bringingFilesBefore: Self.hosted("late"), in: [], since: 0
            ).isEmpty)
    }

    @Test("what a seller's answer brings ties nobody, and what the complainant supplies does")
    func supplied() throws {
        var traffic = ComplaintTraffic(seed: 1, channels: 1)
        let (sellers, supplied) = (Digest.sha256([7]), Digest.sha256([8]))
        let id = traffic.say(
            Self.complaint(1, by: nil), in: Self.channel, isPlatform: false, at: Self.start)
        let request = traffic.say(
            .evidenceRequest(
                EvidenceRequest(on: id, text: "more", due: Self.start + 30 * Self.hour)),
            in: Self.channel, isPlatform: true, at: Self.start + 1_000)
        traffic.say(
            .evidenceSupply(
                EvidenceSupply(
                    on: id, request: request, evidence: [Self.file(supplied)], text: "here")),
            in: Self.channel, isPlatform: false, at: Self.start + 2_000)
        traffic.say(
            .decision(
                ComplaintDecision(
                    of: id, parts: [.init(listings: [0], verdict: .takeDown, reasons: ["clear"])],
                    maker: .automatic)), in: Self.channel, isPlatform: true, at: Self.start + 3_000)
        traffic.say(
            .counterNotice(
                CounterNotice(
                    to: id, listings: [0], reason: .genuineGoods, text: "they are real",
                    evidence: [Self.file(sellers)], goodFaithStatement: "I believe so.")),
            in: Self.channel, isPlatform: true, at: Self.start + 4_000)
        try traffic.take(into: store)
        let state = try #require(store.reading(of: id)?.state)
        #expect(state.evidence.map(\.digest) == [Self.photograph, supplied, sellers])
        #expect(try uses(of: [supplied]).map(\.complaint) == [id])
        #expect(try uses(of: [sellers]).isEmpty)
    }

    @Test("what went back, is mended or erased ties nobody and names no seller any more")
    func gone() throws {
        var traffic = ComplaintTraffic(seed: 1, channels: 1)
        let ids = (1...3).map { number in
            traffic.say(
                Self.complaint(number, by: "a\(number)"), in: Self.channel, isPlatform: true,
                at: Self.start)
        }
        try traffic.take(into: store)
        let shop = try Self.seller("shop")
        for id in ids { try note(shop, of: id) }
        func accusers() throws -> [Complainant] {
            try store.accusers(
                of: [shop], in: [Self.channel], filed: Self.start...Self.start)[shop] ?? []
        }
        #expect(try accusers() == (1...3).map { Self.hosted("a\($0)") })
        let before = traffic.logs[ids[0].origin]?.count ?? 0
        traffic.say(
            .decision(
                ComplaintDecision(
                    of: ids[0],
                    parts: [.init(listings: [0], verdict: .return, reasons: ["unclear"])],
                    maker: .automatic)), in: Self.channel, isPlatform: true, at: Self.start)
        let log = try #require(traffic.logs[ids[0].origin])
        try store.take(
            Array(log[before...]), of: ids[0].origin, in: UInt64(before)..<UInt64(log.count))
        while try !store.refresh().isEmpty {}
        #expect(try accusers() == [Self.hosted("a2"), Self.hosted("a3")])
        #expect(try uses().map(\.complaint) == Array(ids[1...]))
        try store.erase(EntryRanges([ids[1].index]), of: ids[1].origin)
        #expect(try accusers() == [Self.hosted("a3")])
        #expect(try uses().map(\.complaint) == [ids[2]])
        #expect(try earlier(Self.hosted("a3")).isEmpty)
    }

    @Test("who names a seller is told of a time and of channels, each once, within a limit")
    func accusers() throws {
        var traffic = ComplaintTraffic(seed: 1, channels: 1)
        let shop = try Self.seller("shop")
        let count = 2 * (Accusers.ofOneMax + 6)
        let ids = (0..<count).map { number in
            traffic.say(
                Self.complaint(number, by: "a\(number / 2)", []), in: Self.channel,
                isPlatform: true, at: Self.start + UInt64(number) * Self.hour)
        }
        let screened = traffic.say(
            .complaint(
                Complaint(
                    right: .init(office: "EM", number: "018012345"), ground: .markInListing,
                    listings: [shop], goodFaithStatement: "In good faith.", declaredBy: "A. Aurum",
                    isFromScreening: true)), in: Self.channel, isPlatform: true, at: Self.start)
        let pending = traffic.say(
            Self.complaint(9_000, by: "pending", []), in: Self.channel, isPlatform: true, at: nil)
        try traffic.take(into: store)
        for id in ids + [screened, pending] { try note(shop, of: id) }
        func found(_ range: ClosedRange<UInt64>) throws -> Set<Complainant> {
            let all = try store.accusers(of: [shop], in: [Self.channel], filed: range)
            #expect(all[shop].map { $0 == $0.sorted() } ?? true)
            return Set(all[shop] ?? [])
        }
        let hours = { (range: ClosedRange<UInt64>) in
            (Self.start + range.lowerBound * Self.hour)...(Self.start
                + range.upperBound * Self.hour)
        }
        // The platform's own is nobody's; what is not confirmed is of now.
        #expect(
            try found(hours(2...5))
                == [Self.hosted("a1"), Self.hosted("a2"), Self.hosted("pending")])
        #expect(try found(hours(0...0)) == [Self.hosted("a0"), Self.hosted("pending")])
        #expect(try found(hours(0...1_000)).count == Accusers.ofOneMax)
        let none = try store.accusers(of: [shop], in: [], filed: 0...UInt64.max)
        #expect(none.isEmpty)
    }

    @Test("a file that came with very many complaints gives the earliest uses and few accounts")
    func popular() throws {
        var traffic = ComplaintTraffic(seed: 1, channels: 1)
        for number in 0..<400 {
            traffic.say(
                Self.complaint(number, by: "a\(number % 40)"), in: Self.channel, isPlatform: true,
                at: Self.start + UInt64(number))
        }
        try traffic.take(into: store)
        #expect(
            try uses().map(\.filedAt)
                == (0..<FileUse.ofOneMax).map { .witnessed(Self.start + UInt64($0)) })
        #expect(try earlier(Self.hosted("a7")) == (0..<7).map { Self.hosted("a\($0)") })
        #expect(try earlier(Self.hosted("a39")).count == FileUse.ofOneMax)
    }
}
