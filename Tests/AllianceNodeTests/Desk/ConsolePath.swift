import Testing

/// Where a form that was taken leads.
func consolePath(of answer: Browser.Answer) throws -> String {
    #expect(answer.status == 303, "\(answer.body.prefix(300))")
    let location = try #require(answer.headers["location"]?.first)
    let start = try #require(location.firstRange(of: "/console"))
    return String(location[start.lowerBound...])
}
