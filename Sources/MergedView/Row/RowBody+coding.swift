import Statements
import TransparencyLog

extension RowBody {
    /// Most keys of one row, marks of one assertion.
    static let partsMax = 16_384

    /// Appends head and body to `bytes`.
    package func append(head: RowHead, to bytes: inout [UInt8]) {
        var writer = BodyWriter(bytes: [])
        swap(&writer.bytes, &bytes)
        defer { swap(&writer.bytes, &bytes) }
        writer.write(varint: head.issuedAt)
        writer.write(varint: UInt64(head.keys.count))
        for key in head.keys { writer.write(key) }
        write(to: &writer)
    }

    func write(to writer: inout BodyWriter) {
        switch self {
        case .assertion(let body): body.write(to: &writer)
        case .dispute(let body):
            writer.write(byte: body.reason.rawValue)
            writer.write(byte: body.onBehalfOfSeller ? 1 : 0)
            writer.write(byte: body.tlp.rawValue)
        case .sighting(let body):
            writer.write(varint: body.total)
            writer.write(varint: body.firstSeen)
            writer.write(varint: body.lastSeen)
        case .link(let body):
            writer.write(byte: body.basis.rawValue)
            writer.write(byte: UInt8(clamping: body.confidence))
            writer.write(byte: body.tlp.rawValue)
        case .right(let body): body.write(to: &writer)
        case .product(let body):
            writer.write(body.brand)
            writer.write(byte: body.serialisation.rawValue)
        case .snapshot(let body): body.write(to: &writer)
        case .stixObject(let tlp): writer.write(byte: tlp.rawValue)
        }
    }
}

extension ViewRow {
    /// - Throws: `MergedViewError.rowUnreadable`.
    package func decoded() throws(MergedViewError) -> (head: RowHead, body: RowBody) {
        try read { reader throws(BodyFault) in
            let head = try RowHead(from: &reader)
            let body = try RowBody(kind: kind, from: &reader)
            guard reader.isAtEnd else { throw .trailing }
            return (head, body)
        }
    }

    /// - Throws: `MergedViewError.rowUnreadable`.
    package func head() throws(MergedViewError) -> RowHead {
        try read { reader throws(BodyFault) in try RowHead(from: &reader) }
    }

    private func read<Part>(
        _ part: (inout BodyReader) throws(BodyFault) -> Part
    ) throws(MergedViewError) -> Part {
        let result = body.withUnsafeBytes { buffer in
            var reader = BodyReader(buffer)
            return Result { () throws(BodyFault) in try part(&reader) }
        }
        switch result {
        case .success(let part): return part
        case .failure(let fault): throw .rowUnreadable(dot: dot, reason: fault.rawValue)
        }
    }

    /// Whether the row is of `key`, and not only of one with the same hash.
    /// - Throws: `MergedViewError.rowUnreadable`.
    package func belongs(to key: ViewKey) throws(MergedViewError) -> Bool {
        guard keyHash == key.hash else { return false }
        return try head().keys.contains(key.bytes)
    }
}

extension RowHead {
    init(from reader: inout BodyReader) throws(BodyFault) {
        issuedAt = try reader.readVarint()
        keys = []
        for _ in 0..<(try reader.readCount(max: RowBody.partsMax)) {
            keys.append(Array(try reader.readPart()))
        }
    }
}

extension RowBody {
    init(kind: EntryKind, from reader: inout BodyReader) throws(BodyFault) {
        switch kind {
        case .assertIndicator: self = .assertion(try AssertionBody(from: &reader))
        case .dispute:
            self = .dispute(
                DisputeBody(
                    reason: try reader.readCode(), onBehalfOfSeller: try reader.readByte() == 1,
                    tlp: try reader.readCode()))
        case .sight:
            self = .sighting(
                SightingBody(
                    total: try reader.readVarint(), firstSeen: try reader.readVarint(),
                    lastSeen: try reader.readVarint()))
        case .link:
            self = .link(
                LinkBody(
                    basis: try reader.readCode(), confidence: Int(try reader.readByte()),
                    tlp: try reader.readCode()))
        case .right: self = .right(try RightBody(from: &reader))
        case .registerProduct:
            self = .product(
                ProductBody(
                    brand: try reader.readText(), serialisation: try reader.readCode()))
        case .serialSnapshot: self = .snapshot(try SnapshotBody(from: &reader))
        case .stixObject: self = .stixObject(try reader.readCode())
        default: throw .unknownCode
        }
    }
}

extension BodyReader {
    mutating func readCode<Code: RawRepresentable>() throws(BodyFault) -> Code
    where Code.RawValue == UInt8 {
        guard let code = Code(rawValue: try readByte()) else { throw .unknownCode }
        return code
    }
}

extension AssertionBody {
    private enum Flag {
        static let firstSeen: UInt8 = 1
        static let lastSeen: UInt8 = 2
        static let validUntil: UInt8 = 4
        static let personSaid: UInt8 = 8
        static let person: UInt8 = 16
        static let marketplace: UInt8 = 32
        static let marks: UInt8 = 64
    }

    func write(to writer: inout BodyWriter) {
        var flags: UInt8 = 0
        if firstSeen != nil { flags |= Flag.firstSeen }
        if lastSeen != nil { flags |= Flag.lastSeen }
        if validUntil != nil { flags |= Flag.validUntil }
        if let isNaturalPerson { flags |= Flag.personSaid | (isNaturalPerson ? Flag.person : 0) }
        if marketplace != nil { flags |= Flag.marketplace }
        if !marks.isEmpty { flags |= Flag.marks }
        writer.write(byte: basis.rawValue << 4 | tlp.rawValue)
        writer.write(byte: UInt8(clamping: confidence))
        writer.write(byte: flags)
        if let firstSeen { writer.write(varint: firstSeen) }
        if let lastSeen { writer.write(varint: lastSeen) }
        if let validUntil { writer.write(varint: validUntil) }
        if let marketplace { writer.write(marketplace) }
        if !marks.isEmpty {
            writer.write(varint: UInt64(marks.count))
            for mark in marks { writer.write(mark) }
        }
    }

    init(from reader: inout BodyReader) throws(BodyFault) {
        let codes = try reader.readByte()
        guard let basis = Basis(rawValue: codes >> 4), let tlp = TLP(rawValue: codes & 15) else {
            throw .unknownCode
        }
        self.init(basis: basis, confidence: Int(try reader.readByte()), tlp: tlp)
        let flags = try reader.readByte()
        if flags & Flag.firstSeen != 0 { firstSeen = try reader.readVarint() }
        if flags & Flag.lastSeen != 0 { lastSeen = try reader.readVarint() }
        if flags & Flag.validUntil != 0 { validUntil = try reader.readVarint() }
        if flags & Flag.personSaid != 0 { isNaturalPerson = flags & Flag.person != 0 }
        if flags & Flag.marketplace != 0 { marketplace = try reader.readText() }
        if flags & Flag.marks != 0 {
            for _ in 0..<(try reader.readCount(max: RowBody.partsMax)) {
                marks.append(try reader.readText())
            }
        }
    }
}

extension RightBody {
    func write(to writer: inout BodyWriter) {
        writer.write(byte: kind.rawValue)
        writer.write(registration)
        writer.write(title)
        writer.write(byte: (validFrom == nil ? 0 : 1) | (validUntil == nil ? 0 : 2))
        if let validFrom { writer.write(varint: validFrom) }
        if let validUntil { writer.write(varint: validUntil) }
    }

    init(from reader: inout BodyReader) throws(BodyFault) {
        self.init(
            kind: try reader.readCode(), registration: try reader.readText(),
            title: try reader.readText())
        let flags = try reader.readByte()
        if flags & 1 != 0 { validFrom = try reader.readVarint() }
        if flags & 2 != 0 { validUntil = try reader.readVarint() }
    }
}

extension SnapshotBody {
    func write(to writer: inout BodyWriter) {
        writer.write(product)
        writer.write(file.bytes)
        writer.write(varint: fileBytes)
        writer.write(varint: items)
        writer.write(varint: expiresAt)
        writer.write(keyDigest.bytes)
    }

    init(from reader: inout BodyReader) throws(BodyFault) {
        product = try reader.readText()
        file = try reader.readDigest()
        fileBytes = try reader.readVarint()
        items = try reader.readVarint()
        expiresAt = try reader.readVarint()
        keyDigest = try reader.readDigest()
    }
}

extension BodyReader {
    mutating func readDigest() throws(BodyFault) -> Digest {
        guard let digest = Digest(try readPart()) else { throw .unknownCode }
        return digest
    }
}
