import AllianceNames
import Complaints
import GRDB
import JSON
import Statements

/// How complaints stand in `complaints.sqlite`.
enum ComplaintRows {
    /// In place of a time that there is not yet.
    static let pending = Int64.max

    static func number(_ time: EventTime) -> Int64 {
        time.milliseconds.map { Int64(clamping: $0) } ?? pending
    }

    static func time(_ number: Int64) -> EventTime {
        number == pending ? .pending : .witnessed(UInt64(clamping: number))
    }

    // MARK: Stages

    static func number(_ stage: ListingStage) -> Int64 {
        Int64(ListingStage.allCases.firstIndex(of: stage) ?? 0)
    }

    static func stage(_ number: Int64) throws -> ListingStage {
        let all = ListingStage.allCases
        guard let place = Int(exactly: number), all.indices.contains(place) else {
            throw DatabaseError.otherForm
        }
        return all[place]
    }

    static func mask(_ stages: some Sequence<ListingStage>) -> Int64 {
        stages.reduce(0) { $0 | 1 << number($1) }
    }

    /// A listing that awaits somebody.
    static let openMask = mask(
        ListingStage.allCases.filter { $0.awaitsDecision || $0.awaitsObjection })

    static func bytes(_ stages: [ListingStage: Int]) -> [UInt8] {
        bytes(ListingStage.allCases.map { stages[$0] ?? 0 })
    }

    static func stages(_ bytes: [UInt8]) throws -> [ListingStage: Int] {
        let counts = try numbers(bytes)
        guard counts.count == ListingStage.allCases.count else { throw DatabaseError.otherForm }
        return Dictionary(
            uniqueKeysWithValues: zip(ListingStage.allCases, counts).filter { $0.1 > 0 })
    }

    /// Places and counts, of 300 listings at most: two bytes each.
    static func bytes(_ numbers: [Int]) -> [UInt8] {
        numbers.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    }

    static func numbers(_ bytes: [UInt8]) throws -> [Int] {
        guard bytes.count.isMultiple(of: 2) else { throw DatabaseError.otherForm }
        return stride(from: 0, to: bytes.count, by: 2).map {
            Int(bytes[$0]) << 8 | Int(bytes[$0 + 1])
        }
    }

    // MARK: Names

    static func text(_ complainant: Complainant) -> String {
        switch complainant {
        case .member(let member): "member/\(member)"
        case .hosted(let account, let platform): "hosted/\(platform)/\(account)"
        case .screening(let platform): "screening/\(platform)"
        }
    }

    static func complainant(_ text: String) throws -> Complainant {
        guard let (kind, name) = text.cut(at: "/") else { throw DatabaseError.otherForm }
        let account = kind == "hosted" ? name.cut(at: "/") : nil
        let member = try readingStored("a complainant") {
            try MemberID(parsing: account?.before ?? name)
        }
        switch (kind, account?.behind) {
        case ("member", nil): return .member(member)
        case ("screening", nil): return .screening(member)
        case ("hosted", let account?): return .hosted(account, at: member)
        default: throw DatabaseError.otherForm
        }
    }

    static func ground(_ number: Int64) throws -> Complaint.Ground {
        guard let raw = UInt8(exactly: number), let ground = Complaint.Ground(rawValue: raw) else {
            throw DatabaseError.otherForm
        }
        return ground
    }

    static func indicator(_ type: Int64, _ value: String) throws -> Indicator {
        guard let raw = UInt8(exactly: type), let type = IndicatorType(rawValue: raw) else {
            throw DatabaseError.otherForm
        }
        return try readingStored("a listing") { try Indicator(type, parsing: value) }
    }

    static func hash(_ indicator: Indicator) -> Int64 { Int64(bitPattern: indicator.keyHash) }

    /// A complaint is refused as a whole for these only.
    static func refusal(_ keyword: String) throws -> TransitionRefusal {
        for refusal in [TransitionRefusal.notThePlatform, .complainantMissing]
        where refusal.keyword == keyword {
            return refusal
        }
        throw DatabaseError.otherForm
    }

    static func text(_ texts: [String]) -> String {
        JSONValue.array(texts.map { .string($0) }).compact
    }

    static func texts(_ text: String) throws -> [String] {
        guard case .array(let values)? = try? JSONValue(parsing: text) else {
            throw DatabaseError.otherForm
        }
        return try values.map {
            guard case .string(let text) = $0 else { throw DatabaseError.otherForm }
            return text
        }
    }
}

extension RawStatement {
    func bind(_ place: Int32, flag: Bool) { bind(place, Int64(flag ? 1 : 0)) }

    func bind(_ place: Int32, _ value: Int64?) {
        if let value { bind(place, value) } else { bindNull(place) }
    }

    func bind(_ place: Int32, _ text: String?) {
        if let text { bind(place, text) } else { bindNull(place) }
    }

    func storedBytes(_ column: Int32) throws -> [UInt8] {
        guard !isNull(column) else { throw DatabaseError.otherForm }
        return Array(bytes(column))
    }
}
