import Peering

extension RequestTarget {
    /// What narrows a list, as an address of the console has it; nil where it is absent or empty.
    ///
    /// - Throws: status 400 for what no form of ours sends: the whole list would read as the narrowed one.
    func filter<Value>(
        _ name: String, _ value: (String) -> Value?
    ) throws(PeerProblem) -> Value? {
        guard let text = try parameter(name), !text.isEmpty else { return nil }
        guard let value = value(text) else {
            throw PeerProblem(
                status: 400, keyword: "query", detail: "'\(name)' says nothing that is known here.")
        }
        return value
    }
}
