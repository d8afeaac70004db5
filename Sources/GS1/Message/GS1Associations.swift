/// The rules between the elements of a message.
///
/// Required AIs may stand in another symbol of the same object, so a reader of one symbol among several
/// leaves them out; the others hold for each message.
///
/// Source: GS1 General Specifications, section 4.14 (invalid and mandatory pairs, repeated AIs).
package enum GS1Associations: Sendable {
    case none
    /// No excluded pair, no AI with two values, no digital signature over a key without serial.
    case excluded
    /// And every required AI.
    case all

    func fault(in elements: [GS1Element]) -> GS1Fault? {
        switch self {
        case .none: nil
        case .excluded:
            Self.exclusionFault(in: elements) ?? Self.repetitionFault(in: elements)
                ?? Self.signatureFault(in: elements)
        case .all:
            Self.exclusionFault(in: elements) ?? Self.requirementFault(in: elements)
                ?? Self.repetitionFault(in: elements) ?? Self.signatureFault(in: elements)
        }
    }

    /// An AI does not exclude itself, even where it matches its own pattern.
    package static func exclusionFault(in elements: [GS1Element]) -> GS1Fault? {
        for element in elements {
            for pattern in element.identifier.exclusions {
                guard
                    let other = elements.first(where: {
                        $0.ai != element.ai && pattern.matches($0.ai)
                    })
                else { continue }
                return GS1Fault(
                    .excludedPair, ai: element.ai, at: element.offset,
                    length: element.ai.utf8.count, "does not go together with AI \(other.ai)")
            }
        }
        return nil
    }

    package static func requirementFault(in elements: [GS1Element]) -> GS1Fault? {
        for element in elements {
            for requirement in element.identifier.requirements {
                let isMet = requirement.contains { group in
                    group.allSatisfy { pattern in
                        elements.contains { $0.ai != element.ai && pattern.matches($0.ai) }
                    }
                }
                if isMet { continue }
                let wanted = requirement.map { group in
                    group.map(\.description).joined(separator: " with ")
                }
                return GS1Fault(
                    .requiredMissing, ai: element.ai, at: element.offset,
                    length: element.ai.utf8.count,
                    "needs AI \(wanted.joined(separator: " or ")) beside it")
            }
        }
        return nil
    }

    /// The symbols of one label may repeat an AI; they must agree.
    package static func repetitionFault(in elements: [GS1Element]) -> GS1Fault? {
        var values: [String: String] = [:]
        for element in elements {
            if let before = values.updateValue(element.value, forKey: element.ai),
                before != element.value
            {
                return GS1Fault(
                    .differentValues, ai: element.ai, at: element.offset,
                    length: element.ai.utf8.count, "stands twice, with different values")
            }
        }
        return nil
    }

    /// AI 8030 signs one object: a document, coupon or asset without a serial is a kind of them.
    package static func signatureFault(in elements: [GS1Element]) -> GS1Fault? {
        guard elements.contains(where: { $0.ai == "8030" }) else { return nil }
        for element in elements where ["253", "255", "8003"].contains(element.ai) {
            guard element.value.utf8.count == element.identifier.valueBytesMin else { continue }
            return GS1Fault(
                .serialMissing, ai: element.ai, at: element.offset, length: element.ai.utf8.count,
                "needs its serial beside a digital signature (AI 8030)")
        }
        return nil
    }
}
