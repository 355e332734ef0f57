-- For wrk: asks for the addresses of the file ADDRESSES, one a line, at random. COOKIE: sent with each request.
local requests, cookie = {}, os.getenv("COOKIE")

function init()
  math.randomseed(os.time())
  for address in io.lines(os.getenv("ADDRESSES")) do
    requests[#requests + 1] = wrk.format("GET", address, cookie and {["Cookie"] = cookie} or nil)
  end
end

function request()
  return requests[math.random(#requests)]
end
