import Accounts
import Notices
import SignIn
import TransparencyLog

/// Mail to holders of accounts and to registered owners, in both languages, since nobody has said which it reads.
///
/// It goes through machines that are not this member's: it names no right and no client, and what stands in it is
/// good once, or for the account alone.
package struct AccountMail: Sendable {
    private let mail: NoticeServices.Mail
    /// `https://host` of the desk, as the world knows it: never what a request names.
    private let origin: String

    /// Nil where the node sends no mail, or does not know how its desk is reached.
    package init?(_ mail: NoticeServices.Mail?, origin: String?) {
        guard let mail, let origin else { return nil }
        self.mail = mail
        self.origin = origin
    }

    /// - Throws: `AccountError.mailRefused`. Blocks.
    func send(_ link: Secret, to address: MailAddress, at now: UInt64) throws(AccountError) {
        let url = "\(origin)/account/link/\(link.text)"
        try send(
            subject: "Touchstone: your link / 您的链接",
            """
            This link lets you in to your account, once. If you did not ask for it, do nothing.
            此链接可供您登录账户，仅可使用一次。若非您本人要求，请忽略。

            \(url)

            """, to: address, at: now)
    }

    /// - Parameter organisation: who asked for the account.
    /// - Throws: `AccountError.mailRefused`. Blocks.
    func send(
        _ code: VerificationCode, to address: MailAddress, organisation: String, at now: UInt64
    ) throws(AccountError) {
        try send(
            subject: "Touchstone: code for an account / 账户验证码",
            """
            Somebody wants to file complaints at \(origin) on rights that are registered for you:
            有人希望以登记在您名下的权利在 \(origin) 提交投诉：

            \(organisation)

            If you agree, give them this code. It is good for \(SentCode.daysMax) days. If you do not, give it to nobody.
            如您同意，请将此验证码交给对方，\(SentCode.daysMax) 天内有效。如不同意，请勿告知任何人。

            \(code.text)

            """, to: address, at: now)
    }

    /// Names neither the complaint nor what was said.
    /// - Throws: `AccountError.mailRefused`. Blocks.
    func sendNews(to address: MailAddress, at now: UInt64) throws(AccountError) {
        try send(
            subject: "Touchstone: something is new in your account / 您的账户有新消息",
            """
            Something was said in your complaints, or was done about your account. Sign in to read it.
            您的投诉有了新进展，或平台对您的账户采取了措施。请登录查看。

            \(origin)/account/sign-in

            """, to: address, at: now)
    }

    private func send(
        subject: String, _ body: String, to address: MailAddress, at now: UInt64
    ) throws(AccountError) {
        // Names the message, and tells nothing of what is in it.
        let id = "account-\(Secret.random().hash(for: .accountLink).hex.prefix(16))"
        let message = MailMessage(
            from: mail.from, to: address, subject: subject, body: body, date: now, id: id,
            language: "en")
        do {
            try Sendmail(program: mail.program).submit(message.bytes)
        } catch {
            throw .mailRefused("\(error)")
        }
    }
}
