-- What wrk sends to each server of the session API: the body of `speed::samples::session_request`.
wrk.method = "POST"
wrk.path = "/v1/chat/chat/sessions"
wrk.headers["x-api-key"] = "pk_live_5f2c1e8a9b7d4036"
wrk.headers["content-type"] = "application/json"
wrk.headers["accept"] = "application/json"
wrk.body = [[{"agentId":"a1b2c3d4-e5f6-7890-abcd-ef1234567890","platform":"WEB",]]
  .. [["metadata":{"locale":"de-DE","page":"/pricing?plan=team","user":{"id":48213,"name":"Ada L."}},]]
  .. [["contact":{"email":"ada@example.com","phone":"+49 30 901820"}}]]
