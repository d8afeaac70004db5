/// Collects the elements of a message and checks each value against its format.
struct ElementReader {
    private(set) var elements: [GS1Element] = []
    let options: GS1Options

    init(options: GS1Options) { self.options = options }

    /// The AI of exactly these digits, which stand at `offset` of the input.
    func identifier(
        _ digits: ArraySlice<UInt8>, at offset: Int
    ) throws(GS1Error) -> ApplicationIdentifier {
        if let known = known(digits) { return known }
        throw .message(
            GS1Fault(
                .unknownIdentifier, at: offset, length: digits.count,
                "'\(String(decoding: digits.prefix(20), as: UTF8.self))' is no application identifier"
            ))
    }

    func known(_ digits: ArraySlice<UInt8>) -> ApplicationIdentifier? {
        SyntaxDictionary.entry(digits)
            ?? (options.contains(.unknownIdentifiers) ? UnknownIdentifier.entry(digits) : nil)
    }

    /// - Parameter offset: where the AI stands in the input.
    mutating func take(
        _ identifier: ApplicationIdentifier, _ value: ReadValue, at offset: Int
    ) throws(GS1Error) {
        guard elements.count < GS1Message.elementsMax else {
            throw .message(
                GS1Fault(
                    .tooManyElements, ai: identifier.digits, at: offset,
                    "a message has at most \(GS1Message.elementsMax) elements"))
        }
        if let fault = Self.fault(in: value, of: identifier, at: offset) { throw .message(fault) }
        elements.append(
            GS1Element(identifier, String(decoding: value.bytes, as: UTF8.self), at: offset))
    }

    /// - Throws: unless there is at least one element.
    func finish(end: Int) throws(GS1Error) -> [GS1Element] {
        guard !elements.isEmpty else {
            throw .message(GS1Fault(.noElements, at: end, "there is no application identifier"))
        }
        return elements
    }

    private static func fault(
        in value: ReadValue, of identifier: ApplicationIdentifier, at offset: Int
    ) -> GS1Fault? {
        let ai = identifier.digits
        let count = value.bytes.count
        guard count > 0 else {
            return GS1Fault(.valueMissing, ai: ai, at: value.start, "there is no value")
        }
        let sizes = identifier.valueBytesMin...identifier.valueBytesMax
        guard sizes.contains(count) else {
            let wanted =
                sizes.count == 1
                ? "\(sizes.lowerBound)" : "\(sizes.lowerBound) to \(sizes.upperBound)"
            return GS1Fault(
                .valueLength, ai: ai, at: value.start, length: value.end - value.start,
                "the value has \(count) characters, it takes \(wanted)")
        }
        var start = 0
        for component in identifier.components {
            let length = min(component.max, count - start)
            if component.isOptional, length == 0 { continue }
            guard length >= component.min else {
                return GS1Fault(
                    .valueLength, ai: ai, at: value.offset(of: start),
                    length: value.end - value.offset(of: start),
                    "the value ends within a part of \(component.min) characters")
            }
            let part = value.bytes[start..<(start + length)]
            for linter in CollectionOfOne(component.characters) + component.linters {
                guard let failure = linter.failure(in: part) else { continue }
                let first = start + failure.offset
                return GS1Fault(
                    .content(failure.rule), ai: ai, at: value.offset(of: first),
                    length: value.offset(of: first + failure.length) - value.offset(of: first),
                    Self.detail(failure, in: value.bytes[first..<(first + failure.length)]))
            }
            start += length
        }
        return nil
    }

    private static func detail(_ failure: LinterFailure, in bytes: ArraySlice<UInt8>) -> String {
        bytes.isEmpty
            ? "\(failure.rule)" : "\(failure.rule): '\(String(decoding: bytes, as: UTF8.self))'"
    }
}
