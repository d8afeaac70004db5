package import Peering

/// The query of a request to the REST interface, as strict as the description: what is not known is
/// refused, since passing it over would answer another question than was asked.
package struct RESTQuery: Sendable {
    /// Values of one parameter.
    package static let valuesMax = 16

    private var values: [String: [String]] = [:]

    /// - Parameters:
    ///   - names: parameters that may stand once.
    ///   - repeated: those that may stand several times.
    /// - Throws: status 400.
    package init(
        _ target: RequestTarget, once names: Set<String>, repeated: Set<String>
    ) throws(PeerProblem) {
        for parameter in target.parameters {
            let name = parameter.name
            guard names.contains(name) || repeated.contains(name) else {
                throw Self.problem("There is no parameter '\(name.prefix(40))' here.")
            }
            guard values[name] == nil || repeated.contains(name) else {
                throw Self.problem("Parameter '\(name)' stands twice.")
            }
            guard all(name).count < Self.valuesMax else {
                throw Self.problem("Parameter '\(name)' stands more than \(Self.valuesMax) times.")
            }
            values[name, default: []].append(parameter.value)
        }
    }

    package subscript(_ name: String) -> String? { values[name]?.first }

    package func all(_ name: String) -> [String] { values[name] ?? [] }

    /// - Returns: nil where it is missing.
    /// - Throws: status 400 for a value that `read` makes nothing of.
    package func read<Value>(
        _ name: String, _ read: (String) -> Value?
    ) throws(PeerProblem) -> Value? {
        guard let text = self[name] else { return nil }
        guard let value = read(text) else { throw Self.unknown(name) }
        return value
    }

    package func readAll<Value>(
        _ name: String, _ read: (String) -> Value?
    ) throws(PeerProblem) -> [Value] {
        var found: [Value] = []
        for text in all(name) {
            guard let value = read(text) else { throw Self.unknown(name) }
            found.append(value)
        }
        return found
    }

    /// A whole number in its one spelling.
    package func number(
        _ name: String, in range: ClosedRange<Int>
    ) throws(PeerProblem) -> Int? {
        try read(name) { text in
            guard let number = Int(text), range.contains(number), String(number) == text else {
                return nil
            }
            return number
        }
    }

    /// How much of a list is asked for, and where it goes on (`RESTParameter.paging`).
    ///
    /// - Parameter usual: without a number; `max` if nil.
    func page<Place>(
        max: Int, usual: Int? = nil, _ parse: (String) -> Place?
    ) throws(PeerProblem) -> (limit: Int, after: Place?) {
        (try number("limit", in: 1...max) ?? usual ?? max, try read("cursor", parse))
    }

    static func missing(_ name: String) -> PeerProblem {
        problem("Parameter '\(name)' is missing.")
    }

    private static func unknown(_ name: String) -> PeerProblem {
        problem("The value of '\(name)' is none that it may have; see the description.")
    }

    private static func problem(_ detail: String) -> PeerProblem {
        PeerProblem(status: 400, keyword: "query", detail: detail)
    }
}
